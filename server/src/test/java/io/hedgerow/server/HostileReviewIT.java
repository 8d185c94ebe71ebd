package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.server.Api.Response;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What reaches the desk late, twice or on purpose: a clear outcome, and no work is lost. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileReviewIT {
  private final Pinboard pinboard = new Pinboard();
  private final Api api = pinboard.api();

  @AfterAll
  void stop() {
    pinboard.close();
  }

  /** A case of that pin, in the hands of a reviewer who gets nothing else. */
  private Response doubtful(String pin, String reviewer) {
    pinboard.pin(pin, "soap by " + pin);
    pinboard.label("pin:" + pin, "spam", 0.5);
    return await(reviewer, taken -> taken.text("entity").equals("pin:" + pin));
  }

  private Response await(String reviewer, Predicate<Response> which) {
    Response taken = pinboard.take(reviewer);
    while (!which.test(taken)) {
      pinboard.decide(taken, reviewer, "");
      taken = pinboard.take(reviewer);
    }
    return taken;
  }

  private List<?> people(String entity) {
    return api.get("/v1/labels?entity=" + entity).list("labels").stream()
        .filter(label -> String.valueOf(label).contains("kind=reviewer"))
        .toList();
  }

  @Test
  void aLeaseThatIsNotOnesOwnDecidesNothingAndTheCaseStaysWithItsReviewer() {
    Response taken = doubtful("s1", "ann");
    String item = taken.text("case");

    Response invented = pinboard.decide(item, UUID.randomUUID().toString(), "ann", "spam");
    Response stolen = pinboard.decide(item, taken.text("lease"), "ben", "spam");
    Response garbled = pinboard.decide(item, "../../lease", "ann", "spam");

    assertThat(List.of(invented.status(), stolen.status(), garbled.status()))
        .containsExactly(409, 409, 422);
    assertThat(invented.text("detail")).contains("somebody else has the case", "take the next");
    assertThat(people("pin:s1")).isEmpty();
    for (String way : List.of("skip", "escalate", "second-opinion")) {
      Response aside =
          api.post(
              "/v1/cases/" + item + "/" + way,
              Api.JSON,
              "{\"lease\":\"%s\",\"reviewer\":\"ben\",\"reason\":\"r\"}"
                  .formatted(taken.text("lease")));
      assertThat(aside.status()).as(way).isEqualTo(409);
    }
    assertThat(pinboard.decide(taken, "ann", "spam").status()).isEqualTo(201);
  }

  @Test
  void aDecisionThatIsSentTwiceIsOneDecision() {
    Response taken = doubtful("t1", "ann");
    Response first = pinboard.decide(taken, "ann", "spam");
    Response again = pinboard.decide(taken, "ann", "spam");
    Response other = pinboard.decide(taken, "ann", "");

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("batch")).isEqualTo(first.text("batch"));
    assertThat(other.text("batch")).as("what was decided stands").isEqualTo(first.text("batch"));
    assertThat(people("pin:t1")).hasSize(1);
    assertThat(api.get("/v1/enforcement/pin:t1").text("action")).isEqualTo("limit");
  }

  @Test
  void aDecisionOnWhatItsOwnerTookDownMeanwhileStillCounts() {
    try (RunningServer server = new RunningServer()) {
      Api mine = server.api();
      activate(mine, upload(mine, "spam"));
      Response taken = doubtful(mine, "d1");
      Response deleted =
          mine.event(
              """
              {"specversion":"1.0","id":"gone","source":"/test","type":"pin.deleted",\
              "time":"2026-03-01T11:00:00Z","data":{"actor":"u-d1","pin":"d1"}}\
              """);
      assertThat(deleted.text("subject")).isEqualTo("pin:d1");

      Response decided = decide(mine, taken, "spam");

      assertThat(decided.status()).as(decided.raw().body()).isEqualTo(201);
      assertThat(mine.get("/v1/labels?entity=pin:d1").raw().body()).contains("\"reviewer\"");
      assertThat(mine.get("/v1/entities/account/u-d1").raw().body()).contains("\"strikes\":[{");
    }
  }

  private static Response doubtful(Api api, String pin) {
    api.event(Api.event("e-" + pin, "u-" + pin, pin, "a title"));
    api.post(
        "/v1/labels",
        Api.JSON,
        """
        {"entity":"pin:%s","policy":"spam","confidence":0.5,"reason":"r",\
        "source":{"kind":"model","id":"m"}}\
        """
            .formatted(pin));
    return next(api);
  }

  @Test
  void whatWasChangedDuringTheLeaseIsNotDecidedUnseen() {
    Response taken = doubtful("w1", "ann");
    api.event(
        """
        {"specversion":"1.0","id":"swap-w1","source":"/test","type":"pin.created",\
        "time":"2026-03-01T10:05:00Z","data":{"actor":"maker-w1","pin":"w1","title":"a rose"}}\
        """);
    String body =
        "{\"lease\":\"%s\",\"reviewer\":\"ann\",\"reason\":\"r\",\"policy\":\"spam\",\"seen\":\"%s\"}";

    Response refused = decide(taken, body.formatted(taken.text("lease"), taken.text("seen")));

    assertThat(refused.status()).as(refused.raw().body()).isEqualTo(409);
    assertThat(refused.text("type")).isEqualTo("/problems/content-changed");
    assertThat(refused.raw().body()).contains("soap by w1", "a rose");
    assertThat(people("pin:w1")).isEmpty();
    Response anew = decide(taken, body.formatted(taken.text("lease"), refused.text("seen")));
    assertThat(anew.status()).as("the lease stands: " + anew.raw().body()).isEqualTo(201);
  }

  private Response decide(Response taken, String body) {
    return api.post("/v1/cases/" + taken.text("case") + "/decide", Api.JSON, body);
  }

  @Test
  void aPolicyThatIsRetiredMeanwhileIsRefusedAndTheCaseStaysInHand() {
    try (RunningServer server = new RunningServer()) {
      Api mine = server.api();
      String before = mine.get("/v1/packs/active").text("version");
      activate(mine, upload(mine, "spam", "fraud"));
      Response taken = doubtful(mine, "r1");
      activate(mine, upload(mine, "fraud"));

      Response refused = decide(mine, taken, "spam");
      Response decided = decide(mine, taken, "fraud");

      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.text("detail")).contains("no policy `spam`", "decide by another");
      assertThat(decided.status()).as(decided.raw().body()).isEqualTo(201);
      assertThat(mine.get("/v1/packs/active").text("version")).isNotEqualTo(before);
    }
  }

  @Test
  void whatIsParkedIsRankedByWhatItsRuleSaysAndAnsweredByTheDecisionUntilThatIsUndone() {
    try (RunningServer server = new RunningServer()) {
      Api mine = server.api();
      for (int i = 0; i < 3; i++) {
        mine.event(Api.event("q" + i, "u-q" + i, "q" + i, "over quota"));
      }
      String parked = ((Map<?, ?>) mine.get("/v1/parked").list("parked").getFirst()).toString();
      Response taken = next(mine);
      while (!parked.contains("entity=" + taken.text("entity"))) {
        decide(mine, taken, "spam");
        taken = next(mine);
      }
      assertThat(taken.text("cause")).isEqualTo("parked");
      assertThat(Double.parseDouble(taken.text("probability")))
          .isEqualTo(Double.parseDouble(parked.replaceAll(".*confidence=([0-9.]+).*", "$1")));
      int waiting = mine.get("/v1/parked").list("parked").size();

      String batch = decide(mine, taken, "spam").text("batch");
      assertThat(mine.get("/v1/parked").list("parked")).hasSize(waiting - 1);
      mine.post("/v1/cases/undo", Api.JSON, "{\"batch\":\"%s\",\"reason\":\"r\"}".formatted(batch));
      assertThat(mine.get("/v1/parked").list("parked")).hasSize(waiting);
    }
  }

  private static Response next(Api api) {
    String next = "{\"reviewer\":\"ann\"}";
    Await.until("a case", () -> api.post("/v1/cases/next", Api.JSON, next).status() == 200);
    return api.post("/v1/cases/next", Api.JSON, next);
  }

  private static Response decide(Api api, Response taken, String policy) {
    return api.post(
        "/v1/cases/" + taken.text("case") + "/decide",
        Api.JSON,
        "{\"lease\":\"%s\",\"reviewer\":\"ann\",\"reason\":\"r\",\"policy\":\"%s\"}"
            .formatted(taken.text("lease"), policy));
  }

  private static void activate(Api api, String version) {
    assertThat(
            api.post("/v1/packs/" + version + "/activate", Api.JSON, "{\"reason\":\"a test\"}")
                .status())
        .isEqualTo(200);
  }

  /** A pack of policies alone. */
  private static String upload(Api api, String... policies) {
    Map<String, Object> files = new TreeMap<>();
    files.put("pack.yaml", "name: bare\ndescription: policies alone\nowners: [test]\n");
    files.put(
        "events.yaml",
        """
        types:
          pin.created:
            actor: actor
            subject: {kind: pin, field: pin}
            fields: {actor: string, pin: string, title: text}
          pin.deleted:
            actor: actor
            subject: {kind: pin, field: pin}
            fields: {actor: string, pin: string}
        """);
    for (String policy : policies) {
      files.put(
          "policies/" + policy + ".yaml",
          """
          id: %s
          title: %s
          severity: 2
          legal_category: SCAMS_AND_FRAUD
          text: None of it.
          enforcement: {action: limit, minimum_confidence: 0.8, duration: 30d}
          strikes: {weight: 1, expires: 90d}
          ladder:
            - {strikes: 3, action: suspend, for: 7d}
          """
              .formatted(policy, policy));
    }
    Response uploaded = api.post("/v1/packs", Api.JSON, CanonicalJson.write(files));
    assertThat(uploaded.status()).as(uploaded.raw().body()).isBetween(200, 201);
    return uploaded.text("version");
  }

  @Test
  void aFileNameIsTextWhateverIsInIt() {
    Browser lead = pinboard.person("lia", "lead");
    lead.open("/console/bulk");
    String name = "../../x<script>alert(1)</script>.csv";

    var asked =
        lead.upload(
            "/console/bulk",
            name,
            "entity\npin:n1\nboard:<b>\n",
            "key",
            "hostile",
            "policy",
            "spam",
            "says",
            "violates",
            "reason",
            "<i>because</i>");

    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.body())
        .contains("&lt;script&gt;alert(1)", "&lt;i&gt;because&lt;/i&gt;")
        .doesNotContain("<script>alert", "<i>because");
    assertThat(asked.headers().firstValue("content-security-policy").orElse(""))
        .contains("script-src 'self'")
        .doesNotContain("unsafe-inline");
  }

  @Test
  void aCaseIsNotGivenToSomebodyWhoCouldNeverTakeIt() {
    Response taken = doubtful("n1", "ann");
    String assign = "/v1/cases/" + taken.text("case") + "/assign";
    pinboard.reviewer(pinboard.named("far"), "\"queues\":[\"general\"]");
    pinboard.reviewer(pinboard.named("few"), "\"policies\":[\"hate\"]");

    for (String one : List.of("far", "few")) {
      Response refused =
          api.post(assign, Api.JSON, "{\"reviewer\":\"%s\"}".formatted(pinboard.named(one)));
      assertThat(refused.status()).as(refused.raw().body()).isEqualTo(422);
    }
    assertThat(
            api.post(assign, Api.JSON, "{\"reviewer\":\"%s\"}".formatted(pinboard.named("ann")))
                .status())
        .isEqualTo(204);
    assertThat(pinboard.decide(taken, "ann", "").status()).isEqualTo(201);
  }

  @Test
  void aLeadWhoSaysWhatSomebodyWorksOnLeavesWhatTheyNeverWantToSeeAlone() {
    pinboard.reviewer("person:neve", "\"never\":[\"violence\"]");
    pinboard.reviewer("person:neve", "\"languages\":[\"de\"]");
    Browser neve = pinboard.person("neve", "reviewer");

    assertThat(neve.open("/console/review").body()).containsPattern("value=\"violence\" checked");
    Response typo =
        api.post(
            "/v1/reviewers", Api.JSON, "{\"reviewer\":\"person:neve\",\"grants\":[\"explict\"]}");
    assertThat(typo.status()).isEqualTo(422);
    assertThat(typo.text("hint")).contains("explicit");
    assertThat(api.get("/v1/reviewers").raw().body())
        .contains("\"languages\":[\"de\"]")
        .doesNotContain("violence");
  }
}
