package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What roles alone do not say: who came, what a person may look at, and on what they may act. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WhoMayWhatIT {
  private final Pinboard pinboard = new Pinboard();
  private final RunningServer server = pinboard.server();
  private final Api api = pinboard.api();

  @AfterAll
  void stop() {
    pinboard.close();
  }

  private Browser person(String name, String role) {
    return pinboard.person(name, role);
  }

  private void reviewer(String name, String members) {
    pinboard.reviewer("person:" + name, members);
  }

  private void label(String entity, String policy) {
    Response written =
        api.post(
            "/v1/labels",
            Api.JSON,
            """
            {"entity":"%s","policy":"%s","reason":"seen","source":{"kind":"model","id":"m"}}\
            """
                .formatted(entity, policy),
            "idempotency-key",
            entity + policy);
    assertThat(written.status()).isEqualTo(201);
  }

  private List<String> said(String author) {
    return api.get("/v1/audit/entries?limit=1000").list("entries").stream()
        .map(entry -> (Map<?, ?>) entry)
        .filter(entry -> author.equals(entry.get("author")))
        .map(entry -> String.valueOf(entry.get("kind")))
        .toList();
  }

  @Test
  void comingGoingAndBeingRefusedAreInTheAuditChain() {
    Browser browser = person("ina", "viewer");
    browser.open("/login");
    browser.submit("/logout");
    browser.login("ina", "a wrong password");
    browser.login("correct horse battery staple", "oops");

    assertThat(said("person:ina")).containsExactly("login refused", "logout", "login");
    assertThat(said("unknown")).contains("login refused");
    assertThat(api.get("/v1/audit/entries?limit=1000").raw().body())
        .doesNotContain("battery staple", "a wrong password");
    assertThat(api.get("/v1/audit/verify").text("intact")).isEqualTo("true");
  }

  @Test
  void whoHasNoGrantForAQueueDoesNotOpenWhatBelongsToIt() {
    api.event(
        """
        {"specversion":"1.0","id":"n1","source":"/test","type":"pin.created",\
        "time":"2026-03-01T10:00:00Z","data":{"actor":"u","pin":"n1","title":"a title"}}\
        """);
    String decision =
        Optional.of(api.get("/v1/decisions?entity=pin:n1").list("decisions").getFirst())
            .map(one -> String.valueOf(((Map<?, ?>) one).get("id")))
            .orElseThrow();
    label("pin:n1", "sexual-content");
    label("pin:n2", "spam");
    Browser vera = person("vera", "viewer");

    assertThat(vera.open("/console/entities/pin/n1").statusCode()).isEqualTo(403);
    assertThat(vera.open("/v1/entities/pin/n1").body())
        .contains("`explicit`", "a lead can give it");
    assertThat(vera.open("/console/decisions/" + decision).statusCode()).isEqualTo(403);
    assertThat(vera.open("/v1/decisions/" + decision + "/trace").statusCode()).isEqualTo(403);
    assertThat(vera.open("/console/entities/pin/n2").statusCode()).isEqualTo(200);

    reviewer("vera", "\"grants\":[\"explicit\"]");
    assertThat(vera.open("/console/entities/pin/n1").statusCode()).isEqualTo(200);
    assertThat(vera.open("/v1/decisions/" + decision).statusCode()).isEqualTo(200);
  }

  /** Posts a pin of that account and labels it by a policy. */
  private void pin(String pin, String account, String policy) {
    api.event(
        """
        {"specversion":"1.0","id":"%s","source":"/test","type":"pin.created",\
        "time":"2026-03-01T10:00:00Z","data":{"actor":"%s","pin":"%s","title":"a title"}}\
        """
            .formatted(pin, account, pin));
    if (!policy.isEmpty()) {
      label("pin:" + pin, policy);
    }
  }

  private static List<String> subjects(Response page) {
    return page.list("decisions").stream()
        .map(one -> String.valueOf(((Map<?, ?>) one).get("subject")))
        .toList();
  }

  @Test
  void listsLeaveOutWhatBelongsToAClosedQueueAndSaySo() {
    pin("l1", "lister", "sexual-content");
    pin("l2", "lister", "");
    Browser vito = person("vito", "viewer");
    String decisions = "/v1/decisions?entity=account:lister";

    assertThat(vito.open(decisions).body())
        .contains("pin:l2", "\"withheld\":1")
        .doesNotContain("pin:l1");
    assertThat(vito.open("/console/live").body())
        .contains("pin:l2", "no grant for")
        .doesNotContain("pin:l1");
    assertThat(vito.open("/console/live/rows").body()).doesNotContain("pin:l1");
    assertThat(vito.open("/v1/entities/account/lister").body())
        .contains("pin:l2")
        .doesNotContain("pin:l1");
    assertThat(vito.open("/console/entities/account/lister").body())
        .contains("pin.created", "1 of these are decisions")
        .doesNotContain("pin:l1");
    for (String one :
        List.of(
            "/v1/labels?entity=pin:l1", "/v1/enforcement/pin:l1", "/v1/statements?entity=pin:l1")) {
      assertThat(vito.open(one).statusCode()).as(one).isEqualTo(403);
      assertThat(vito.open(one.replace("l1", "l2")).statusCode()).as(one).isEqualTo(200);
    }

    reviewer("vito", "\"grants\":[\"explicit\"]");
    assertThat(vito.open(decisions).body()).contains("pin:l1", "\"withheld\":0");
    assertThat(vito.open("/console/live").body()).contains("pin:l1").doesNotContain("no grant");
    assertThat(vito.open("/v1/enforcement/pin:l1").statusCode()).isEqualTo(200);
  }

  @Test
  void aKeySeesWhatItsScopesAndGrantsSay() {
    pin("k1", "keyed", "sexual-content");
    Api reading = server.api(Permission.DECISIONS_READ);
    Api product = server.api(Permission.DECISIONS_READ, Permission.EVENTS_WRITE);
    Api all = server.api(Permission.DECISIONS_READ, Permission.QUEUES_ALL);

    assertThat(reading.get("/v1/entities/pin/k1").text("detail")).contains("queues:all");
    assertThat(reading.get("/v1/enforcement/pin:k1").status()).isEqualTo(403);
    assertThat(subjects(reading.get("/v1/decisions?entity=pin:k1"))).isEmpty();
    assertThat(product.get("/v1/labels?entity=pin:k1").status()).isEqualTo(403);
    assertThat(product.get("/v1/enforcement/pin:k1").text("action"))
        .as("the product has to act on it")
        .isEqualTo("age_gate");
    assertThat(product.get("/v1/statements?entity=pin:k1").status()).isEqualTo(200);
    assertThat(all.get("/v1/labels?entity=pin:k1").list("labels")).hasSize(1);
    assertThat(subjects(all.get("/v1/decisions?entity=pin:k1"))).containsExactly("pin:k1");

    api.post(
        "/v1/reviewers",
        Api.JSON,
        "{\"reviewer\":\"key:%s\",\"grants\":[\"explicit\"]}".formatted(reading.prefix()));
    assertThat(reading.get("/v1/entities/pin/k1").status()).isEqualTo(200);
    assertThat(subjects(reading.get("/v1/decisions?entity=pin:k1"))).containsExactly("pin:k1");
  }

  @Test
  void pagesAreFilledPastWhatIsClosedAndGoOnWithoutGapOrRepeat() {
    Random random = new Random(4);
    List<String> open = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      boolean closed = random.nextInt(4) > 0;
      pin("f" + i, "filler", closed ? "sexual-content" : "");
      if (!closed) {
        open.addFirst("pin:f" + i);
      }
    }
    Api reading = server.api(Permission.DECISIONS_READ);

    for (int limit : new int[] {1, 2, 3, 7, 50}) {
      List<String> seen = new ArrayList<>();
      long withheld = 0;
      String before = "";
      do {
        Response page = reading.get("/v1/decisions?entity=account:filler&limit=" + limit + before);
        assertThat(page.list("decisions").size()).isLessThanOrEqualTo(limit);
        seen.addAll(subjects(page));
        withheld += Long.parseLong(page.text("withheld"));
        Object next = page.json().get("next_before");
        before = next == null ? "" : "&before=" + next;
      } while (!before.isEmpty());
      assertThat(seen).as("pages of %d", limit).isEqualTo(open);
      assertThat(withheld).isEqualTo(40 - open.size());
    }
  }

  @Test
  void searchesAndExportsLeaveOutWhatBelongsToAClosedQueue() {
    pin("x1", "searched", "sexual-content");
    pin("x2", "searched", "");
    Api lead = server.api(Permission.CASES_LEAD);
    Browser polly = person("polly", "policy");

    Response asked =
        lead.post(
            "/v1/bulk",
            Api.JSON,
            "{\"policy\":\"spam\",\"reason\":\"r\",\"search\":{\"entity\":\"account:searched\"}}");
    assertThat(asked.text("entities")).isEqualTo("1");
    assertThat(asked.text("origin")).endsWith("without 1 decision of closed queues");
    assertThat(polly.open("/v1/ground-truth?policy=sexual-content").statusCode()).isEqualTo(403);
    assertThat(polly.open("/v1/ground-truth?policy=spam").statusCode()).isEqualTo(200);
  }

  @Test
  void nobodyTakesBackOrStartsWhatIsNotTheirsToJudge() {
    Response asked =
        api.post(
            "/v1/bulk",
            Api.JSON,
            "{\"policy\":\"hate\",\"reason\":\"r\",\"entities\":[\"pin:b1\"]}");
    String bulk = asked.text("id");
    Await.until("foreseen", () -> "previewed".equals(api.get("/v1/bulk/" + bulk).text("state")));
    Browser leo = person("leo", "lead");
    reviewer("leo", "\"policies\":[\"spam\"]");
    leo.open("/console/bulk/" + bulk);

    assertThat(leo.submit("/console/bulk/" + bulk + "/start", "at", "").statusCode())
        .isEqualTo(403);
    assertThat(leo.submit("/console/bulk/" + bulk + "/cancel").statusCode()).isEqualTo(403);
    label("pin:b2", "hate");
    long standing =
        ((Number)
                Objects.requireNonNull(
                    ((Map<?, ?>) api.get("/v1/labels?entity=pin:b2").list("labels").getFirst())
                        .get("id")))
            .longValue();
    leo.open("/console/entities/pin/b2");
    assertThat(
            leo.submit(
                    "/console/entities/pin/b2/undo",
                    "label",
                    String.valueOf(standing),
                    "reason",
                    "no",
                    "key",
                    "k")
                .statusCode())
        .isEqualTo(403);
  }

  @Test
  void aLeadJudgesOneEntityFromItsPageAtATimeOfTheirChoice() {
    report("pin:s1", "rita");
    Browser lena = person("lena", "lead");
    Await.until(
        "the report is on the page, with how far its reporter is believed",
        () ->
            lena.open("/console/entities/pin/s1")
                .body()
                .contains("believed 20% ± 16, no other report decided yet"));

    String at = LocalDate.now(ZoneOffset.UTC).plusDays(9) + "T08:00";
    String action =
        lena.submit(
                "/console/bulk",
                "key",
                "one",
                "entity",
                "pin:s1",
                "policy",
                "spam",
                "says",
                "violates",
                "reason",
                "from Monday on",
                "at",
                at)
            .uri()
            .toString();

    assertThat(action).endsWith("?at=" + at.replace(":", "%3A"));
    String path = URI.create(action).getPath();
    Await.until("it can be started", () -> lena.open(path).body().contains("Begin at"));
    assertThat(lena.open(path + "?at=" + at).body()).contains("value=\"" + at + "\"");
    assertThat(lena.submit(path + "/start", "at", at).body()).contains("<b>scheduled</b>", "08:00");
    assertThat(api.get("/v1/enforcement/pin:s1").text("action")).isEqualTo("none");
  }

  private void report(String entity, String reporter) {
    String pin = entity.substring("pin:".length());
    api.event(
        """
        {"specversion":"1.0","id":"r-%s","source":"/test","type":"report.filed",\
        "time":"2026-03-01T10:00:00Z","data":{"actor":"%s","pin":"%s","policy":"spam","text":"look"}}\
        """
            .formatted(pin, reporter, pin));
  }

  @Test
  void whatIsLookedAtIsKeptAndWhatShowsNothingIsNot() {
    Browser olga = person("olga", "lead");
    olga.open("/console/entities/pin/o1");
    olga.open("/v1/appeals");
    olga.open("/console/status");

    assertThat(viewers("pin:o1")).contains("person:olga");
    assertThat(viewers("/v1/appeals")).contains("person:olga");
    assertThat(viewers("/console/status")).isEmpty();
  }

  private List<String> viewers(String subject) {
    return api.get("/v1/audit/views?subject=" + subject).list("views").stream()
        .map(view -> String.valueOf(((Map<?, ?>) view).get("viewer")))
        .toList();
  }
}
