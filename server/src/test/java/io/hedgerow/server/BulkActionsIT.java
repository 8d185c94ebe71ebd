package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class BulkActionsIT {
  private final RunningServer server;
  private final Api api;

  BulkActionsIT(RunningServer server) {
    this.server = server;
    api = server.api();
  }

  private static String judgement(String member) {
    return "{\"policy\":\"spam\",\"reason\":\"a wave\",%s}".formatted(member);
  }

  private long asked(Response response) {
    assertThat(response.status()).as(response.raw().body()).isEqualTo(201);
    long id = Long.parseLong(response.text("id"));
    comesTo(id, "previewed");
    return id;
  }

  private void comesTo(long id, String state) {
    Await.until(
        "bulk action " + id + " is " + state,
        () -> api.get("/v1/bulk/" + id).text("state").equals(state));
  }

  private Response step(Api caller, long id, String what, String body) {
    return caller.post("/v1/bulk/" + id + "/" + what, Api.JSON, body);
  }

  private String action(String entity) {
    return api.get("/v1/enforcement/" + entity).text("action");
  }

  @Test
  void entitiesAreForeseenThenLimitedThenFreeAgainByOneUndo() {
    long id =
        asked(api.post("/v1/bulk", Api.JSON, judgement("\"entities\":[\"pin:k1\",\"pin:k2\"]")));
    assertThat(api.get("/v1/bulk/" + id).object("preview").toString())
        .contains("before=none", "after=limit", "count=2");
    assertThat(action("pin:k1")).isEqualTo("none");

    assertThat(step(api, id, "start", "{}").status()).isEqualTo(200);
    comesTo(id, "done");
    assertThat(action("pin:k2")).isEqualTo("limit");
    assertThat(step(api, id, "start", "{}").status()).as("sent twice").isEqualTo(409);

    assertThat(step(api, id, "undo", "{\"reason\":\"the wrong list\"}").status()).isEqualTo(200);
    comesTo(id, "undone");
    assertThat(action("pin:k2")).isEqualTo("none");
    assertThat(api.get("/v1/bulk/" + id + "/entities?limit=1").text("next_after")).isEqualTo("1");
  }

  @Test
  void aFileAboveTheSizeWaitsForSomebodyElseAndWrongLinesAreNamed() {
    String csv =
        "entity\n"
            + IntStream.range(0, 120)
                .mapToObj(i -> "pin:four" + i)
                .collect(Collectors.joining("\n", "", "\nboard:b\n"));
    String address = "/v1/bulk?policy=spam&reason=a+wave&name=..%2F%3Cb%3E.csv";
    Response first = api.post(address, "text/csv", csv, "idempotency-key", "bulk-four");
    Response again = api.post(address, "text/csv", csv, "idempotency-key", "bulk-four");
    long id = asked(first);

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(first.text("refused")).isEqualTo("1");
    assertThat(first.text("problems")).contains("line=122", "kind `board` is not wanted here");
    assertThat(step(api, id, "start", "{}").text("state")).isEqualTo("waiting");
    assertThat(step(api, id, "approve", "{}").status()).isEqualTo(403);
    assertThat(api.get("/console/bulk/" + id).raw().body())
        .contains("Somebody else has to agree")
        .contains("csv ../&lt;b&gt;.csv");

    assertThat(step(server.api(Permission.CASES_LEAD), id, "approve", "{}").status())
        .isEqualTo(200);
    comesTo(id, "done");
    assertThat(action("pin:four119")).isEqualTo("limit");
  }

  @Test
  void whatDoesNotFitIsRefusedWhole() {
    Response both =
        api.post("/v1/bulk", Api.JSON, judgement("\"entities\":[\"pin:x\"],\"search\":{}"));
    Response wide = api.post("/v1/bulk", Api.JSON, judgement("\"search\":{}"));
    Response kinds =
        api.post("/v1/bulk", Api.JSON, judgement("\"kind\":\"pin\",\"entities\":[\"account:a\"]"));
    Response policy = api.post("/v1/bulk?policy=nonesuch&reason=r", "text/csv", "pin:x\n");
    Response reader =
        server.api(Permission.DECISIONS_READ).post("/v1/bulk", Api.JSON, judgement("\"x\":1"));

    assertThat(both.status()).isEqualTo(422);
    assertThat(wide.text("detail")).contains("narrow the search");
    assertThat(kinds.text("problems")).contains("kind `account` is not wanted here; valid: pin");
    assertThat(policy.text("detail")).contains("nonesuch");
    assertThat(reader.status()).isEqualTo(403);
    assertThat(api.get("/v1/bulk/999999").status()).isEqualTo(404);
  }

  @Test
  void aSearchFromTheLivePageIsActedOnFromTheConsole() {
    api.event(Api.event("bulk-1", "bulk-a", "bulk-p1", "a walk"));
    String form = api.get("/console/bulk?type=pin.created&verdict=allow").raw().body();
    assertThat(form)
        .contains("Everything behind these decisions")
        .contains("type pin.created, verdict allow");
    assertThat(api.get("/console/live?type=pin.created").raw().body())
        .contains("/console/bulk?type=pin.created");

    Response asked =
        api.post(
            "/console/bulk",
            "application/x-www-form-urlencoded",
            "key=console-bulk&policy=spam&says=clears&reason=a+wrong+rule&type=pin.created");
    assertThat(asked.status()).as(asked.raw().body()).isEqualTo(303);
    long id = Long.parseLong(asked.header("location").replaceAll(".*/", ""));
    comesTo(id, "previewed");

    assertThat(api.get("/console/bulk/" + id).raw().body()).contains("What it would change");
    assertThat(api.get("/console/bulk/" + id + "/state?was=asked").header("hx-refresh"))
        .isEqualTo("true");
    api.post("/console/bulk/" + id + "/cancel", "application/x-www-form-urlencoded", "");
    comesTo(id, "cancelled");
    assertThat(api.get("/console/bulk").raw().body()).contains("given up");
  }

  @Test
  void anActionForLaterWaitsUntilItsTime() {
    long id = asked(api.post("/v1/bulk", Api.JSON, judgement("\"entities\":[\"pin:later\"]")));
    Response wrong = step(api, id, "start", "{\"at\":\"tomorrow\"}");
    Response scheduled = step(api, id, "start", "{\"at\":\"%s\"}".formatted(inAnHour()));

    assertThat(wrong.status()).isEqualTo(422);
    assertThat(scheduled.text("state")).isEqualTo("scheduled");
    assertThat(action("pin:later")).isEqualTo("none");
    assertThat(step(api, id, "cancel", "{}").text("state")).isEqualTo("cancelled");
  }

  private static String inAnHour() {
    return Instant.now().plusSeconds(3_600).toString();
  }
}
