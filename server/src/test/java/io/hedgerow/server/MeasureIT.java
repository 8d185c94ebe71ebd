package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class MeasureIT {
  private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  private final RunningServer server;
  private final Api api;

  MeasureIT(RunningServer server) {
    this.server = server;
    api = server.api();
  }

  @Test
  void drawsBecomeCasesAndDecisionsOnThemBecomePrevalence() {
    Response drawn =
        sample(
            "spam",
            YESTERDAY,
            "unit,views,score,surface\npin:me1,10,0.9,search\npin:me2,30,0.1,feed\n");
    assertThat(drawn.status()).isEqualTo(201);
    assertThat(drawn.text("asked")).isEqualTo("2");
    Await.until("a figure", () -> prevalence().containsKey("missing"));
    assertThat(String.valueOf(prevalence().get("missing")))
        .startsWith("a label for 40 of 40 draws");

    decide("pin:me1", "\"policy\":\"spam\",");
    decide("pin:me2", "");

    Await.until("an estimate", () -> prevalence().containsKey("value"));
    Map<?, ?> figure = prevalence();
    double value = number(figure, "value");
    assertThat(value).isBetween(0.05, 0.6);
    assertThat(number(figure, "low")).isLessThan(value);
    assertThat(figure.containsKey("restates")).isTrue();
    assertThat(api.get("/v1/status").raw().body())
        .contains("surface=search", "\"metric\":\"recall\"");
  }

  private static double number(Map<?, ?> figure, String member) {
    return figure.get(member) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  private Response sample(String policy, LocalDate day, String csv) {
    return api.post("/v1/samples?policy=" + policy + "&size=40&day=" + day, "text/csv", csv);
  }

  private Map<?, ?> prevalence() {
    api.post("/v1/status/publish", Api.JSON, "{}");
    Map<?, ?> policy = (Map<?, ?>) api.get("/v1/status").list("policies").getFirst();
    return policy.get("prevalence") instanceof Map<?, ?> figure ? figure : Map.of();
  }

  /** Takes cases until that one comes; the others go back when their lease ends. */
  private void decide(String entity, String policy) {
    String next = "{\"reviewer\":\"measure-%s\",\"order\":[\"arrival\"]}";
    for (int i = 0; ; i++) {
      Response taken =
          api.post("/v1/cases/next", Api.JSON, next.formatted(entity.replace(":", "") + i));
      assertThat(taken.status()).as("a case for %s", entity).isEqualTo(200);
      if (taken.text("entity").equals(entity)) {
        String body =
            "{\"lease\":\"%s\",%s\"reason\":\"looked\",\"reviewer\":\"measure-%s\"}"
                .formatted(taken.text("lease"), policy, entity.replace(":", "") + i);
        assertThat(api.post("/v1/cases/" + taken.text("case") + "/decide", Api.JSON, body).status())
            .isEqualTo(201);
        return;
      }
    }
  }

  @Test
  void whatDoesNotFitIsRefusedByRow() {
    LocalDate day = YESTERDAY.minusDays(3);
    assertThat(sample("nope", day, "unit,views\n").text("where")).isEqualTo("policy");
    assertThat(sample("spam", day, "unit,views\npin:a,-1\n").text("detail"))
        .contains("row 2: views must be finite and not negative, was -1.0");
    assertThat(sample("spam", day, "unit,views\nnobody,3\n").text("detail")).contains("row 2");
    assertThat(sample("spam", day, "unit,views\npin:a,0\n").text("detail"))
        .contains("nothing can be drawn");
    assertThat(sample("spam", day, "unit,views,probability,label\npin:a,1,0,1\n").text("detail"))
        .contains("row 2: probability must be in (0, 1], was 0.0");
    assertThat(sample("spam", day, "unit,score\npin:a,1\n").text("detail"))
        .contains("no column `views`");
    assertThat(sample("spam", day, "unit,views,score\npin:a,1,1.5\n").text("detail"))
        .contains("score must be in [0, 1], was 1.5");
  }

  @Test
  void aDayIsDrawnOnce() {
    LocalDate day = YESTERDAY.minusDays(40);
    String made = "unit,views,probability,label\npin:o1,1,0.5,0\npin:o2,1,0.5,0\n";
    assertThat(sample("spam", day, made).status()).isEqualTo(201);
    assertThat(sample("spam", day, made).status()).isEqualTo(409);
  }

  @Test
  void drawingNeedsAPermissionOfItsOwn() {
    Api reader = server.api(Permission.DECISIONS_READ);
    assertThat(reader.get("/v1/status").status()).isEqualTo(200);
    assertThat(reader.post("/v1/status/publish", Api.JSON, "{}").text("needs"))
        .isEqualTo("measure:write");
  }
}
