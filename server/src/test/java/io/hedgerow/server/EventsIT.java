package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServer.class)
final class EventsIT {
  private final Api api;

  EventsIT(RunningServer server) {
    api = server.api();
  }

  @Test
  void anEventIsAnsweredWithItsDecisionAndTheDecisionIsKept() {
    Response answer = api.event(Api.event("e-kept", "ann", "p1", "hello"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text("verdict")).isEqualTo("allow");
    Response kept = api.get("/v1/decisions/" + answer.text("id"));
    assertThat(kept.raw().body()).isEqualTo(answer.raw().body());
  }

  @Test
  void theSameEventAgainGetsTheSameDecisionAgain() {
    String event = Api.event("e-again", "again", "p1", "hello");
    String first = api.event(event).raw().body();

    assertThat(api.event(event).raw().body()).isEqualTo(first);
    assertThat(api.get("/v1/decisions?entity=account:again").list("decisions")).hasSize(1);
  }

  @Test
  void theSameIdWithOtherContentIsAConflictThatNamesTheFirst() {
    Response first = api.event(Api.event("e-conflict", "ann", "p1", "one"));
    Response second = api.event(Api.event("e-conflict", "ann", "p1", "two"));

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.text("decision")).isEqualTo(first.text("id"));
    assertThat(second.text("where")).isEqualTo("id");
  }

  @Test
  void aRuleThatFiresLimitsLabelsAndEnforces() {
    for (int i = 0; i < 4; i++) {
      api.event(Api.event("e-flood-" + i, "flooder", "poured-" + i, "buy"));
    }
    Response decision = api.event(Api.event("e-poured-4", "flooder", "poured-4", "buy"));

    assertThat(decision.text("verdict")).isEqualTo("limit");
    Response entity = api.get("/v1/entities/pin/poured-4");
    assertThat(entity.object("enforcement").get("action")).isEqualTo("limit");
    assertThat(api.get("/v1/enforcement/pin:poured-4?surface=search").text("on_surface"))
        .isEqualTo("remove");
    assertThat(api.get("/v1/labels?entity=pin:poured-4").list("labels")).hasSize(1);
  }

  @Test
  void explainAddsWhatEveryRuleSaw() {
    Response answer =
        api.post("/v1/events?explain=true", Api.EVENT, Api.event("e-why", "why", "w1", "x"));

    assertThat(answer.list("rules")).hasSize(3);
    assertThat(answer.raw().body()).contains("\"outcome\":\"not held\"");
    Response trace = api.get("/v1/decisions/" + answer.text("id") + "/trace");
    assertThat(trace.list("rules")).isEqualTo(answer.list("rules"));
  }

  @Test
  void howLongItTookStandsBesideTheDecisionAndNeverInIt() {
    Response answer = api.event(Api.event("e-time", "tom", "t1", "x"));
    Response again = api.event(Api.event("e-time", "tom", "t1", "x"));
    Response kept = api.get("/v1/decisions/" + answer.text("id"));

    assertThat(answer.header("Server-Timing")).matches("engine;dur=\\d+\\.\\d{3}");
    assertThat(again.header("Server-Timing")).isEqualTo(answer.header("Server-Timing"));
    assertThat(kept.header("Server-Timing")).isEqualTo(answer.header("Server-Timing"));
    assertThat(kept.raw().body()).isEqualTo(answer.raw().body()).doesNotContain("took");
  }

  @Test
  void respondAsyncGives202AndWhereTheDecisionIs() {
    Response answer =
        api.post(
            "/v1/events",
            Api.EVENT,
            Api.event("e-async", "ann", "p1", "hello"),
            "prefer",
            "respond-async");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.raw().body()).isEmpty();
    assertThat(api.get(answer.header("location")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"specversion\":\"1.0\",                                                   | 400 | line 1",
        "[]                                                                          | 400 | the event",
        "{\"specversion\":\"1.0\",\"source\":\"/t\",\"type\":\"x\"}                  | 400 | id",
        "{\"specversion\":\"1.0\",\"id\":7,\"source\":\"/t\",\"type\":\"x\"}         | 400 | id",
        "{\"specversion\":\"0.3\",\"id\":\"a\",\"source\":\"/t\",\"type\":\"x\"}     | 400 | specversion",
        "{\"specversion\":\"1.0\",\"id\":\"a\",\"id\":\"b\"}                         | 400 | /id",
      })
  void whatIsNoEventIsRefusedWithThePlace(String body, int status, String where) {
    Response answer = api.event(body);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(answer.text("where")).startsWith(where);
    assertThat(answer.text("detail")).isNotEmpty();
    assertThat(answer.text("hint")).isNotEmpty();
  }

  @Test
  void bytesThatAreNoUtf8AreNamedByTheirOffset() {
    byte[] body = "{\"specversion\":\"1.0\",\"id\":\"?\"}".getBytes(StandardCharsets.ISO_8859_1);
    body[28] = (byte) 0xE4;

    Response answer = api.post("/v1/events", Api.EVENT, body);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("invalid_utf8");
    assertThat(answer.text("where")).isEqualTo("byte 28");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    Response answer =
        api.event(
            "{\"specversion\":\"1.0\",\"id\":\"d\",\"source\":\"/t\",\"type\":\"x\",\"data\":{\"a\":"
                + deep
                + "}}");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text("code")).isEqualTo("too_deep");
  }

  @Test
  void aBodyOfFiveMegabytesIsTooLarge() {
    Response answer = api.event(Api.event("e-big", "ann", "p1", "x".repeat(5 << 20)));

    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("detail")).contains("1048576");
  }

  @Test
  void anotherMediaTypeIsNamedAsUnsupported() {
    Response answer = api.post("/v1/events", "text/plain", "hello");

    assertThat(answer.status()).isEqualTo(415);
    assertThat(answer.text("type")).isEqualTo("/problems/unsupported-media-type");
    assertThat(answer.header("accept")).contains("application/cloudevents+json");
  }

  @Test
  void anUnknownTypeAndATypeMismatchAreDecidedAndNamed() {
    Response unknown =
        api.event(
            "{\"specversion\":\"1.0\",\"id\":\"e-unknown\",\"source\":\"/t\",\"type\":\"pin.crated\"}");
    Response mismatch =
        api.event(
            Api.event("e-mismatch", "ann", "p1", "x").replace("\"title\":\"x\"", "\"title\":7"));

    assertThat(unknown.status()).isEqualTo(200);
    assertThat(unknown.raw().body()).contains("unknown_event_type");
    assertThat(mismatch.status()).isEqualTo(200);
    assertThat(mismatch.raw().body()).contains("type_mismatch").contains("data.title");
  }

  @Test
  void inABatchTheGoodAreDecidedAndTheBadReportedByIndex() {
    String batch =
        "["
            + Api.event("b-1", "batch", "b1", "one")
            + ",{\"specversion\":\"1.0\"},"
            + Api.event("b-2", "batch", "b2", "two")
            + ","
            + Api.event("b-1", "batch", "b1", "other")
            + ",7]";

    Response answer = api.post("/v1/events", Api.BATCH, batch);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().get("failed")).isEqualTo(3L);
    assertThat(answer.list("results").stream().map(EventsIT::statusOf).toList())
        .isEqualTo(List.of(200L, 400L, 200L, 409L, 400L));
    assertThat(api.get("/v1/decisions?entity=account:batch").list("decisions")).hasSize(2);
  }

  private static long statusOf(Object result) {
    return result instanceof Map<?, ?> members
            && members.get("problem") instanceof Map<?, ?> problem
            && problem.get("status") instanceof Long status
        ? status
        : 200;
  }

  @Test
  void aBatchThatIsNoArrayIsRefusedWhole() {
    assertThat(api.post("/v1/events", Api.BATCH, "{}").status()).isEqualTo(400);
    assertThat(api.post("/v1/events", Api.BATCH, "[{\"id\":").text("where")).startsWith("line 1");
    assertThat(api.post("/v1/events", Api.BATCH, "[" + " ".repeat(9 << 20) + "]").status())
        .isEqualTo(413);
  }
}
