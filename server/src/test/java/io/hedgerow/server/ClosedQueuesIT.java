package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every other way to what belongs to a queue that needs a grant, without one and with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClosedQueuesIT {
  private final Pinboard pinboard = new Pinboard("hedgerow.webhooks.give-up-after", "0s");
  private final Api api = pinboard.api();

  @AfterAll
  void stop() {
    pinboard.close();
  }

  /** Posts a pin that is certain to be of the queue `explicit`. */
  private void closed(String pin) {
    pinboard.pin(pin, "a title of " + pin);
    pinboard.label("pin:" + pin, "sexual-content", 1);
  }

  private void grant(String name) {
    pinboard.reviewer(name, "\"grants\":[\"explicit\"]");
  }

  @Test
  void objectionsAreListedForThoseWhoMaySeeWhatTheyAreAbout() {
    closed("a1");
    Await.until(
        "a statement", () -> !api.get("/v1/statements?entity=pin:a1").list("statements").isEmpty());
    Map<?, ?> statement =
        (Map<?, ?>) api.get("/v1/statements?entity=pin:a1").list("statements").getFirst();
    Response filed =
        api.post(
            "/v1/appeals",
            Api.JSON,
            "{\"statement\":\"%s\",\"text\":\"it is a statue\"}".formatted(statement.get("link")));
    assertThat(filed.status()).as(filed.raw().body()).isEqualTo(201);
    Browser vic = pinboard.person("vic", "viewer");

    assertThat(vic.open("/v1/appeals").body()).doesNotContain("pin:a1", "a statue");
    assertThat(vic.open("/console/appeals").body()).doesNotContain("pin:a1");
    grant("person:vic");
    assertThat(vic.open("/v1/appeals").body()).contains("pin:a1", "a statue");
    assertThat(vic.open("/console/appeals").body()).contains("pin:a1");
  }

  @Test
  void parkedLabelsAreSeenAndSettledByThoseWhoMaySeeWhatTheyAreOn() {
    String events =
        IntStream.range(0, 205)
            .mapToObj(i ->
                """
                {"specversion":"1.0","id":"q%1$d","source":"/test","type":"pin.created",\
                "time":"2026-03-01T10:00:00Z","data":{"actor":"q%1$d","pin":"q%1$d",\
                "title":"a","link":"https://adult.example/"}}\
                """
                    .formatted(i))
            .collect(Collectors.joining(",", "[", "]"));
    assertThat(api.post("/v1/events", Api.BATCH, events).status()).isEqualTo(200);
    Map<?, ?> parked = (Map<?, ?>) api.get("/v1/parked").list("parked").getLast();
    String entity = String.valueOf(parked.get("entity"));
    pinboard.label(entity, "sexual-content", 0.9);
    Browser ric = pinboard.person("ric", "reviewer");
    Browser plain = pinboard.person("pam", "reviewer");
    pinboard.reviewer("person:pam", "\"grants\":[\"explicit\"],\"policies\":[\"spam\"]");

    assertThat(ric.open("/v1/parked").body()).doesNotContain(entity);
    assertThat(ric.open("/console/health").body()).doesNotContain(entity);
    assertThat(settle(ric, parked).statusCode()).as("by somebody without the grant").isEqualTo(403);
    plain.open("/console/health");
    assertThat(settle(plain, parked).statusCode()).as("under another's policy").isEqualTo(403);
    assertThat(api.get("/v1/parked").raw().body()).contains("\"" + entity + "\"");

    grant("person:ric");
    assertThat(ric.open("/console/health").body()).contains(entity);
    assertThat(settle(ric, parked).statusCode()).isEqualTo(200);
    assertThat(api.get("/v1/parked").raw().body()).doesNotContain("\"" + entity + "\"");
  }

  private static java.net.http.HttpResponse<String> settle(Browser who, Map<?, ?> parked) {
    return who.submit(
        "/console/parked",
        "parked",
        String.valueOf(parked.get("id")),
        "release",
        "false",
        "reason",
        "looked at",
        "key",
        "settle-" + parked.get("id"));
  }

  @Test
  void goldenCasesAndCalibrationsAreOfThoseWhoMaySeeThem() {
    pinboard.pin("g1", "a title of g1");
    pinboard.label("pin:g1", "sexual-content", 0.5);
    pinboard.reviewer(pinboard.named("gia"), "\"grants\":[\"explicit\"],\"queues\":[\"explicit\"]");
    Response taken = pinboard.take("gia");
    while (!taken.text("entity").equals("pin:g1")) {
      pinboard.decide(taken, "gia", "");
      taken = pinboard.take("gia");
    }
    assertThat(pinboard.decide(taken, "gia", "sexual-content").status()).isEqualTo(201);
    String item = taken.text("case");
    Browser paul = pinboard.person("paul", "policy");
    paul.open("/console/team");

    assertThat(
            paul.submit("/console/team/golden", "case", item, "policy", "", "why", "no")
                .statusCode())
        .as("nobody vouches for what they may not see")
        .isEqualTo(403);
    assertThat(golden(item).status()).isEqualTo(201);
    assertThat(paul.open("/v1/golden").body()).doesNotContain("pin:g1");
    assertThat(paul.open("/console/team").body()).doesNotContain("pin:g1");

    Response refused = session(item);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text("detail")).contains("`explicit`", "person:xena");
    grant("person:xena");
    grant("person:yuri");
    String session = session(item).text("id");
    api.post("/v1/calibrations/" + session + "/close", Api.JSON, "{}");
    assertThat(paul.open("/v1/calibrations/" + session).body())
        .contains("\"withheld\":1")
        .doesNotContain("pin:g1");
    assertThat(paul.open("/console/calibration/" + session).body())
        .contains("1 more belong to queues")
        .doesNotContain("pin:g1");

    grant("person:paul");
    assertThat(paul.open("/v1/golden").body()).contains("pin:g1");
    assertThat(paul.open("/console/team").body()).contains("pin:g1");
    assertThat(paul.open("/console/calibration/" + session).body()).contains("pin:g1");
  }

  private Response golden(String item) {
    return admin()
        .post("/v1/golden", Api.JSON, "{\"case\":%s,\"why\":\"a statue\"}".formatted(item));
  }

  private Response session(String item) {
    return admin()
        .post(
            "/v1/calibrations",
            Api.JSON,
            "{\"title\":\"Statues\",\"cases\":[%s],\"participants\":[\"person:xena\",\"person:yuri\"]}"
                .formatted(item));
  }

  private Api admin() {
    return pinboard.server().api(Permission.QUALITY_WRITE, Permission.QUEUES_ALL);
  }

  @Test
  void aPictureIsAsClosedAsWhatCarriesIt() {
    byte[] png = Drawings.png(Drawings.drawing(77));
    String image = api.post("/v1/images", "image/png", png).text("id");
    pinboard.posted(
        "pin.created",
        "i1",
        "\"actor\":\"maker-%s\",\"pin\":\"%s\",\"title\":\"a\",\"image\":\"%s\"",
        image);
    Api reading = pinboard.server().api(Permission.DECISIONS_READ);
    Await.until(
        "the picture is known",
        () -> reading.post("/v1/images/match", "image/png", png).raw().body().contains(image));
    assertThat(reading.get("/v1/images/" + image).status()).isEqualTo(200);
    String decision = decision("pin:i1");
    String picture = "/media/decisions/" + decision + "/" + image;
    assertThat(reading.get(picture).header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(reading.get(picture).header("content-type")).isEqualTo("image/jpeg");
    assertThat(reading.get("/console/decisions/" + decision).raw().body())
        .contains("Show the picture", "loading=\"lazy\"", "src=\"" + picture)
        .doesNotContain("Content is covered");
    assertThat(reading.get("/media/decisions/" + decision + "/" + "0".repeat(32)).status())
        .as("only what the event shows")
        .isEqualTo(404);

    pinboard.label("pin:i1", "sexual-content", 0.9);
    Await.until(
        "it is known who carries the picture",
        () -> reading.get("/v1/images/" + image).status() == 403);
    assertThat(reading.get(picture).status()).isEqualTo(403);
    assertThat(reading.get("/v1/images/" + image).text("detail")).contains("`explicit`");
    assertThat(reading.post("/v1/images/match", "image/png", png).list("similar")).isEmpty();
    pinboard.reviewer("key:" + reading.prefix(), "\"grants\":[\"explicit\"]");
    assertThat(reading.get("/v1/images/" + image).status()).isEqualTo(200);
    assertThat(reading.get(picture).status()).isEqualTo(200);
    assertThat(reading.get("/console/decisions/" + decision).raw().body())
        .as("by what was said of it since")
        .contains("Content is covered");
    assertThat(reading.post("/v1/images/match", "image/png", png).list("similar")).hasSize(1);
  }

  private String decision(String entity) {
    return String.valueOf(
        ((Map<?, ?>) api.get("/v1/decisions?entity=" + entity).list("decisions").getFirst())
            .get("id"));
  }

  @Test
  void aCaseIsShownWithoutItsClosedSurroundings() {
    closed("c1");
    pinboard.posted(
        "comment.created",
        "c2",
        "\"actor\":\"talker-%s\",\"comment\":\"%s\",\"pin\":\"c1\",\"text\":\"a remark\"");
    pinboard.label("comment:c2", "spam", 0.5);
    Browser rosa = pinboard.person("rosa", "reviewer");
    pinboard.reviewer("person:rosa", "\"queues\":[\"spam\"]");
    Await.until("the case", () -> rosa.open("/console/review").body().contains("a remark"));

    assertThat(rosa.open("/console/review").body()).doesNotContain("a title of c1");
    pinboard.reviewer("person:rosa", "\"queues\":[\"spam\"],\"grants\":[\"explicit\"]");
    assertThat(rosa.open("/console/review").body()).contains("a title of c1");
  }

  @Test
  void deadLettersAndTheQueueItselfAreForThoseWithTheGrant() {
    api.post("/v1/webhooks", Api.JSON, "{\"url\":\"http://127.0.0.1:1/hook\"}");
    closed("d1");
    pinboard.label("pin:d2", "spam", 0.95);
    Api hooks = pinboard.server().api(Permission.WEBHOOKS_WRITE);
    Await.until(
        "dead letters of both",
        () ->
            api.get("/v1/webhooks/dead-letters").raw().body().contains("pin:d2")
                && !hooks.get("/v1/webhooks/dead-letters").text("withheld").equals("0"));

    assertThat(hooks.get("/v1/webhooks/dead-letters").raw().body())
        .contains("pin:d2")
        .doesNotContain("pin:d1");
    Browser lou = pinboard.person("lou", "lead");
    assertThat(lou.open("/console/queues?queue=explicit").statusCode()).isEqualTo(403);
    assertThat(lou.open("/v1/cases?queue=explicit").statusCode()).isEqualTo(403);
    assertThat(lou.open("/console/queues?queue=spam").statusCode()).isEqualTo(200);
    grant("person:lou");
    assertThat(lou.open("/v1/cases?queue=explicit").statusCode()).isEqualTo(200);
  }
}
