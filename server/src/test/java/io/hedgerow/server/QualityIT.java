package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks of people and sources, over HTTP. Tests use policies of their own queue and pins. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class QualityIT {
  private static final String PASSWORD = "a long enough password";

  private final RunningServer server = new RunningServer();
  private final Api api = server.api();

  @AfterAll
  void stop() {
    server.close();
  }

  /** A pin of which a model is not sure enough to act. */
  private void doubtful(String pin, String model) {
    assertThat(api.event(Api.event("e-" + pin, "u-" + pin, pin, "text of " + pin)).status())
        .isEqualTo(200);
    Response labelled =
        api.post(
            "/v1/labels",
            Api.JSON,
            """
            {"entity":"pin:%s","policy":"spam","confidence":0.5,"reason":"looks like it",\
            "source":{"kind":"model","id":"%s","version":"1"}}\
            """
                .formatted(pin, model));
    assertThat(labelled.status()).isEqualTo(201);
  }

  private Response next(String reviewer) {
    return api.post("/v1/cases/next", Api.JSON, "{\"reviewer\":\"" + reviewer + "\"}");
  }

  /** Cases appear within a second or so of what leads to them. */
  private Response await(String reviewer) {
    Response[] taken = new Response[1];
    Await.until("a case for " + reviewer, () -> (taken[0] = next(reviewer)).status() == 200);
    return Objects.requireNonNull(taken[0]);
  }

  private Response await(String reviewer, Predicate<Response> which) {
    while (true) {
      Response taken = await(reviewer);
      if (which.test(taken)) {
        return taken;
      }
      decide(taken, reviewer, "");
    }
  }

  private void decide(Response taken, String reviewer, String policy) {
    Response decided =
        api.post(
            "/v1/cases/" + taken.text("case") + "/decide",
            Api.JSON,
            "{\"lease\":\"%s\",\"reviewer\":\"%s\",\"reason\":\"seen it\"%s}"
                .formatted(
                    taken.text("lease"),
                    reviewer,
                    policy.isEmpty() ? "" : ",\"policy\":\"" + policy + "\""));
    assertThat(decided.status()).as(decided.raw().body()).isEqualTo(201);
    assertThat(decided.json().keySet().toString()).isEqualTo("[batch, cases]");
  }

  private void rates(double golden, double second) {
    Response set =
        api.post(
            "/v1/quality/rates",
            Api.JSON,
            "{\"queue\":\"general\",\"golden\":%s,\"second\":%s}".formatted(golden, second));
    assertThat(set.status()).isEqualTo(200);
  }

  /** What is different from one handing out of a case to the next, whatever the case is for. */
  private static String bare(Response taken) {
    return taken
        .raw()
        .body()
        .replace("\"case\":" + taken.text("case"), "\"case\":0")
        .replace(taken.text("lease"), "lease")
        .replace(taken.text("until"), "until");
  }

  private static List<?> headers(Response taken) {
    return taken.raw().headers().map().keySet().stream().map(String::toLowerCase).sorted().toList();
  }

  private static boolean about(Response taken, String pin) {
    return taken.text("entity").equals("pin:" + pin);
  }

  @Test
  void goldenAndSecondLooksAreByteForByteWhatTheCaseWas() {
    rates(0, 1);
    doubtful("blind", "blind-model");
    Response live = await("ann", taken -> about(taken, "blind"));
    decide(live, "ann", "spam");
    Response second = await("ben", taken -> about(taken, "blind"));
    decide(second, "ben", "spam");
    Response declared =
        api.post(
            "/v1/golden",
            Api.JSON,
            "{\"case\":%s,\"policy\":\"spam\",\"why\":\"plain\"}".formatted(live.text("case")));
    assertThat(declared.status()).isEqualTo(201);
    rates(0.5, 0);
    for (int i = 0; i < 24; i++) {
      doubtful("around" + i, "blind-model");
    }
    Response golden = await("cy", taken -> about(taken, "blind"));
    decide(golden, "cy", "spam");
    rates(0, 0);

    assertThat(List.of(second.text("case"), golden.text("case")))
        .doesNotHaveDuplicates()
        .doesNotContain(live.text("case"));
    assertThat(bare(second)).isEqualTo(bare(live));
    assertThat(bare(golden)).isEqualTo(bare(live));
    assertThat(headers(second)).isEqualTo(headers(live));
    assertThat(headers(golden)).isEqualTo(headers(live));
    assertThat(api.get("/v1/golden").raw().body()).contains("\"answers\":1,\"right\":1");
    assertThat(api.delete("/v1/golden/" + declared.text("id")).status()).isEqualTo(204);
  }

  @Test
  void thePageOfACheckIsThePageOfACase() {
    person("liv", "reviewer");
    person("bly", "reviewer");
    rates(0, 1);
    doubtful("paged", "page-model");
    Browser live = new Browser(api.address());
    live.login("liv", PASSWORD);
    String shown = awaitPage(live, "pin:paged");
    live.submit(
        "/console/review/" + number(shown) + "/decide", "lease", lease(shown), "policy", "spam");
    Browser blind = new Browser(api.address());
    blind.login("bly", PASSWORD);
    String again = awaitPage(blind, "pin:paged");
    rates(0, 0);

    assertThat(desk(again)).isEqualTo(desk(shown));
    blind.submit(
        "/console/review/" + number(again) + "/decide", "lease", lease(again), "policy", "spam");
    String numbers = blind.open("/console/numbers").body();
    assertThat(numbers).contains("needs 10 things judged by two people, there are 1");
  }

  private static String awaitPage(Browser browser, String entity) {
    String[] page = new String[1];
    Await.until(
        "the page of " + entity,
        () -> {
          page[0] = browser.open("/console/review").body();
          if (page[0].contains("data-case") && !page[0].contains(entity)) {
            browser.submit(
                "/console/review/" + number(page[0]) + "/decide",
                "lease",
                lease(page[0]),
                "policy",
                "none");
          }
          return page[0].contains(entity);
        });
    return Objects.requireNonNull(page[0]);
  }

  private static String attribute(String page, String name) {
    int at = page.indexOf(name + "=\"") + name.length() + 2;
    return page.substring(at, page.indexOf('"', at));
  }

  private static String number(String page) {
    return attribute(page, "data-case");
  }

  private static String lease(String page) {
    return attribute(page, "data-lease");
  }

  private static String desk(String page) {
    int at = page.indexOf("<article");
    return page.substring(at, page.indexOf("</article>"))
        .replace(lease(page), "lease")
        .replace("\"" + number(page) + "\"", "\"0\"")
        .replace("/" + number(page) + "/", "/0/")
        .replaceAll("name=\"_csrf\" value=\"[^\"]+\"", "csrf");
  }

  private void person(String name, String role) {
    Response made =
        api.post(
            "/v1/people",
            Api.JSON,
            "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"]}"
                .formatted(name, PASSWORD, role));
    assertThat(made.status()).isEqualTo(201);
  }

  @Test
  void aSourceThatReviewersStopConfirmingRaisesAnAlarmUntilSomebodyAcceptsIt() {
    for (int i = 0; i < 106; i++) {
      doubtful("moving" + i, "moving-model");
    }
    for (int i = 0; i < 106; i++) {
      Response taken = await("mo", each -> each.text("entity").startsWith("pin:moving"));
      decide(taken, "mo", i < 100 ? "spam" : "");
    }
    Await.until("an alarm", () -> source("moving-model").toString().contains("alarm=fallen"));

    Map<?, ?> source = source("moving-model");
    assertThat(source.get("labels")).isEqualTo(106L);
    assertThat(String.valueOf(source.get("pass_rate"))).contains("of=106").contains("value=0.94");
    assertThat(String.valueOf(source.get("precision"))).contains("missing");
    assertThat(String.valueOf(source.get("upheld_on_appeal"))).contains("missing");
    Response accepted =
        api.post(
            "/v1/sources/accept",
            Api.JSON,
            "{\"kind\":\"model\",\"source\":\"moving-model\",\"policy\":\"spam\",\"reason\":\"new text\"}");
    assertThat(accepted.status()).isEqualTo(204);
    assertThat(source("moving-model").toString()).doesNotContain("fallen");
    assertThat(server.api(Permission.DECISIONS_READ).post("/v1/sources/accept", Api.JSON, "{}"))
        .matches(refused -> refused.status() == 403);
  }

  private Map<?, ?> source(String name) {
    return api.get("/v1/sources").list("sources").stream()
        .map(each -> (Map<?, ?>) each)
        .filter(each -> name.equals(each.get("source")))
        .findFirst()
        .orElse(Map.of());
  }

  @Test
  void groundTruthIsWhatPeopleSaidWithItsTextAndIsExportedUnderAudit() {
    doubtful("truth1", "truth-model");
    decide(await("tam", taken -> about(taken, "truth1")), "tam", "spam");
    doubtful("truth2", "truth-model");
    decide(await("tam", taken -> about(taken, "truth2")), "tam", "");

    Response refused = server.api(Permission.DECISIONS_READ).get("/v1/ground-truth?policy=spam");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("needs")).isEqualTo("ground-truth:read");
    Api learner = server.api(Permission.GROUND_TRUTH_READ);
    Response export = learner.get("/v1/ground-truth?policy=spam");

    assertThat(export.status()).isEqualTo(200);
    assertThat(export.header("content-type")).startsWith("application/x-ndjson");
    assertThat(line(export, "truth1"))
        .contains(
            "\"text\":\"text of truth1\"", "\"labels\":{\"spam\":true}", "\"trust\":\"single\"")
        .doesNotContain("tam");
    assertThat(line(export, "truth2")).contains("\"labels\":{\"spam\":false}");
    assertThat(learner.get("/v1/ground-truth?policy=spam&trust=settled").raw().body())
        .doesNotContain("truth1");
    assertThat(learner.get("/v1/ground-truth?policy=spam&before=2020-01-01T00:00:00Z").raw().body())
        .isEmpty();
    assertThat(learner.get("/v1/ground-truth?policy=spam&trust=much").status()).isEqualTo(422);
    assertThat(api.get("/v1/audit/verify").text("intact")).isEqualTo("true");
  }

  @Test
  void whoHasOnlySomePoliciesJudgesByNoOther() {
    Response issued =
        api.post(
            "/v1/keys",
            Api.JSON,
            "{\"name\":\"bound\",\"scopes\":[\"labels:write\",\"decisions:read\",\"cases:lead\"]}");
    String author = "key:" + issued.text("prefix");
    assertThat(
            api.post(
                    "/v1/reviewers",
                    Api.JSON,
                    "{\"reviewer\":\"" + author + "\",\"policies\":[\"hate\"]}")
                .status())
        .isEqualTo(204);
    Api bound = api.with(issued.text("key"));
    String label =
        "{\"entity\":\"pin:bound\",\"policy\":\"%s\",\"reason\":\"x\",\"source\":{\"kind\":\"model\",\"id\":\"m\"}}";

    Response refused = bound.post("/v1/labels", Api.JSON, label.formatted("spam"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("detail")).isEqualTo("`spam` is none of your policies");
    assertThat(bound.post("/v1/labels", Api.JSON, label.formatted("hate")).status()).isEqualTo(201);
    Response bulk =
        bound.post(
            "/v1/bulk",
            Api.JSON,
            "{\"policy\":\"spam\",\"reason\":\"x\",\"entities\":[\"pin:bound\"]}");
    assertThat(bulk.status()).isEqualTo(403);
    assertThat(api.post("/v1/labels", Api.JSON, label.formatted("spam")).status()).isEqualTo(201);
    assertThat(bound.post("/v1/entities/pin/bound/undo", Api.JSON, "{\"reason\":\"x\"}").status())
        .isEqualTo(403);
  }

  private static String line(Response export, String pin) {
    return export
        .raw()
        .body()
        .lines()
        .filter(line -> line.contains("\"pin:" + pin + "\""))
        .findFirst()
        .orElse("");
  }

  @Test
  void aTeamOfFewerThanFiveHasNoNumbersButEachHasTheirOwn() {
    Response team = api.get("/v1/quality/team");
    assertThat(team.list("shown")).isEmpty();
    assertThat(api.get("/v1/quality/me").object("all").get("people")).isEqualTo(1L);
    assertThat(server.api(Permission.CASES_WORK).get("/v1/quality/team").status()).isEqualTo(403);
    assertThat(server.api(Permission.CASES_WORK).get("/v1/quality/me").status()).isEqualTo(200);
  }

  @Test
  void aCalibrationIsSeenByItsPeopleOnly() {
    doubtful("cal", "cal-model");
    Response taken = await("cal", each -> about(each, "cal"));
    decide(taken, "cal", "spam");
    Response called =
        api.post(
            "/v1/calibrations",
            Api.JSON,
            "{\"title\":\"Floods\",\"cases\":[%s],\"participants\":[\"person:x\",\"person:y\"]}"
                .formatted(taken.text("case")));
    assertThat(called.status()).isEqualTo(201);
    String address = "/v1/calibrations/" + called.text("id");

    assertThat(api.get(address).text("done")).isEqualTo("false");
    assertThat(api.get(address).list("results")).isEmpty();
    assertThat(server.api(Permission.DECISIONS_READ).get(address).status()).isEqualTo(404);
    assertThat(api.post(address + "/close", Api.JSON, "{}").status()).isEqualTo(204);
    assertThat(api.get(address).text("done")).isEqualTo("true");
  }

  @Test
  void whatSomebodyOpensIsKeptBeforeItIsShownAndOnceAMinute() {
    Api viewer = server.api(Permission.DECISIONS_READ);
    long before = views("pin:looked-at");
    viewer.get("/v1/entities/pin/looked-at");
    viewer.get("/v1/entities/pin/looked-at");

    assertThat(views("pin:looked-at")).isEqualTo(before + 1);
    assertThat(api.get("/v1/audit/verify").text("intact")).isEqualTo("true");
  }

  private long views(String subject) {
    return api.get("/v1/audit/views?subject=" + subject).list("views").size();
  }
}
