package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class BanksIT {
  private static final String BANK = "/v1/banks/known_spam";

  private final RunningServer server;
  private final Api api;

  BanksIT(RunningServer server) {
    this.server = server;
    api = server.api();
  }

  private Response upload(BufferedImage image) {
    Response response = api.post("/v1/images", "image/png", Drawings.png(image));
    assertThat(response.status()).isEqualTo(201);
    return response;
  }

  private Response pin(String id, Object image) {
    return api.event(
        """
        {"specversion":"1.0","id":"%1$s","source":"/banks","type":"pin.created",\
        "time":"2026-03-01T10:00:00Z",\
        "data":{"actor":"b-%1$s","pin":"%1$s","title":"x","image":"%2$s"}}\
        """
            .formatted(id, image));
  }

  private Response put(Object hash, String id) {
    return api.post(
        BANK + "/hashes",
        Api.JSON,
        "{\"hash\":\"%s\",\"id\":\"%s\",\"source\":\"test\",\"tags\":\"a1 b\",\"reason\":\"t\"}"
            .formatted(hash, id));
  }

  private Response judge(String what, String id) {
    return api.post(
        BANK + "/" + what,
        Api.JSON,
        "{\"source\":\"test\",\"id\":\"%s\",\"reason\":\"looked at it\"}".formatted(id));
  }

  private String action(String entity) {
    return String.valueOf(api.get("/v1/enforcement/" + entity).json().get("action"));
  }

  @Test
  void aFlippedCopyOfAKnownImageIsMatchedWithItsDistanceAndSource() {
    BufferedImage original = Drawings.drawing(1);
    assertThat(put(upload(original).text("pdq"), "known-1").status()).isEqualTo(201);

    Response decided = pin("bm1", upload(Drawings.flipped(original)).text("id"));

    assertThat(decided.text("verdict")).isEqualTo("limit");
    assertThat(decided.object("signals").get("match.known_spam.source")).isEqualTo("test");
    assertThat(decided.object("signals").get("match.known_spam.hash")).isEqualTo("known-1");
    assertThat(decided.object("signals").get("match.known_spam")).isInstanceOf(Long.class);
    assertThat(action("pin:bm1")).isEqualTo("limit");
  }

  @Test
  void aCroppedCopyIsMatchedWhenTheKnownPictureWasSentHereBeforeOrAfter() {
    BufferedImage original = Drawings.drawing(21);
    String crop = upload(Drawings.cropped(original)).text("id");
    assertThat(pin("bm21a", crop).text("verdict")).isEqualTo("allow");

    put(upload(original).text("pdq"), "known-21");
    Response decided = pin("bm21b", crop);

    assertThat(decided.text("verdict")).isEqualTo("limit");
    assertThat(decided.object("signals").get("match.known_spam")).isEqualTo(31L);
    assertThat(decided.object("signals").get("match.known_spam.hash")).isEqualTo("known-21");
    judge("withdraw", "known-21");
    assertThat(pin("bm21c", crop).text("verdict")).isEqualTo("allow");

    BufferedImage other = Drawings.drawing(22);
    put(api.post("/v1/images/match", "image/png", Drawings.png(other)).text("pdq"), "known-22");
    String otherCrop = upload(Drawings.cropped(other)).text("id");
    assertThat(pin("bm22a", otherCrop).text("verdict")).isEqualTo("allow");
    upload(other);
    assertThat(pin("bm22b", otherCrop).text("verdict")).isEqualTo("limit");
  }

  @Test
  void aPictureSentWhileItsHashWasStoppedIsLookedForOnceTheHashIsConfirmed() {
    BufferedImage original = Drawings.drawing(27);
    put(api.post("/v1/images/match", "image/png", Drawings.png(original)).text("pdq"), "known-27");
    judge("deconfirm", "known-27");
    upload(original);
    String crop = upload(Drawings.cropped(original)).text("id");
    assertThat(pin("bm27a", crop).text("verdict")).isEqualTo("allow");

    judge("confirm", "known-27");

    assertThat(pin("bm27b", crop).text("verdict")).isEqualTo("limit");
  }

  @Test
  void anAlteredCopyIsExplainedWithTheLikenessFound() {
    BufferedImage original = Drawings.drawing(23);
    put(upload(original).text("pdq"), "known-23");

    Response tried =
        api.post("/v1/images/match", "image/png", Drawings.png(Drawings.cropped(original)));

    assertThat(tried.list("matches").getFirst().toString())
        .contains("id=known-23")
        .contains("part=an altered copy")
        .contains("likeness=0.9");
  }

  @Test
  void judgingAPictureCoversItsCropsOfThePast() {
    BufferedImage original = Drawings.drawing(24);
    Response crop = upload(Drawings.cropped(original));
    pin("bm24a", crop.text("id"));
    BufferedImage unlike = Drawings.drawing(25);
    pin("bm24b", upload(unlike).text("id"));
    Response whole = upload(original);

    api.post(
        "/v1/labels",
        Api.JSON,
        """
        {"entity":"image:%s","policy":"spam","reason":"an advertisement",
         "source":{"kind":"reviewer","id":"r1"}}\
        """
            .formatted(whole.text("id")));

    Await.until("the crop's pin is covered", () -> action("pin:bm24a").equals("limit"));
    pin("bm24c", crop.text("id"));
    Await.until("a later pin is covered", () -> action("pin:bm24c").equals("limit"));
    assertThat(action("pin:bm24b")).isEqualTo("none");
  }

  @Test
  void anEventMayBringTheHashItself() {
    String hash = upload(Drawings.drawing(2)).text("pdq");
    put(hash, "known-2");

    assertThat(pin("bm2", "pdq:" + hash).text("verdict")).isEqualTo("limit");
    assertThat(pin("bm2b", "pdq:" + hash + ":5").text("verdict")).isEqualTo("allow");
    assertThat(pin("bm2c", "https://pictures.example/1.jpg").text("verdict")).isEqualTo("allow");
  }

  @Test
  void aDeconfirmedOrWithdrawnHashMatchesNoMore() {
    String hash = upload(Drawings.drawing(3)).text("pdq");
    put(hash, "known-3");
    assertThat(pin("bm3a", "pdq:" + hash).text("verdict")).isEqualTo("limit");

    assertThat(judge("deconfirm", "known-3").text("opinion")).isEqualTo("deconfirmed");
    assertThat(pin("bm3b", "pdq:" + hash).text("verdict")).isEqualTo("allow");

    assertThat(judge("confirm", "known-3").text("opinion")).isEqualTo("confirmed");
    assertThat(pin("bm3c", "pdq:" + hash).text("verdict")).isEqualTo("limit");

    assertThat(judge("withdraw", "known-3").text("vouched")).isEqualTo("false");
    assertThat(pin("bm3d", "pdq:" + hash).text("verdict")).isEqualTo("allow");
    assertThat(api.get(BANK + "/history?source=test&id=known-3").list("changes")).hasSize(4);
    assertThat(judge("confirm", "known-3").status()).isEqualTo(404);
  }

  @Test
  void whatANegativeBankKnowsIsSpared() {
    String hash = upload(Drawings.drawing(4)).text("pdq");
    put(hash, "known-4");
    api.post(
        "/v1/banks/flags/hashes",
        Api.JSON,
        "{\"hash\":\"%s\",\"reason\":\"a flag\"}".formatted(hash));

    assertThat(pin("bm4", "pdq:" + hash).text("verdict")).isEqualTo("allow");
  }

  @Test
  void aPictureIsTriedOutWithoutBeingKept() {
    BufferedImage original = Drawings.drawing(5);
    Response kept = upload(original);
    put(kept.text("pdq"), "known-5");

    Response tried =
        api.post("/v1/images/match", "image/png", Drawings.png(Drawings.framed(original)));

    assertThat(tried.status()).isEqualTo(200);
    assertThat(tried.list("matches").getFirst().toString())
        .contains("id=known-5")
        .doesNotContain("part=whole");
    assertThat(tried.list("similar").getFirst().toString()).contains("id=" + kept.text("id"));
    Response again = upload(original);
    assertThat(again.text("id")).isEqualTo(kept.text("id"));
  }

  @Test
  void whatIsNoPictureIsRefusedByName() {
    Response text = api.post("/v1/images", "image/png", "no picture");
    byte[] cut = Arrays.copyOf(Drawings.jpeg(Drawings.drawing(6)), 900);
    Response truncated = api.post("/v1/images", "image/jpeg", cut);

    assertThat(text.status()).isEqualTo(422);
    assertThat(text.text("fault")).isEqualTo("unknown_format");
    assertThat(truncated.text("fault")).isEqualTo("truncated");
  }

  @Test
  void banksGoOutAndComeInAsCsvAndJson() {
    String hash = upload(Drawings.drawing(7)).text("pdq");
    put(hash, "known-7");
    String csv = api.get(BANK + "/export?format=csv").raw().body();
    String json = api.get(BANK + "/export?format=json").raw().body();
    assertThat(csv).contains(hash + ",HASH_PDQ,known-7,test,a1;b");
    assertThat(json).contains("known-7");

    Response same = api.post(BANK + "/import", "text/csv", csv);
    assertThat(same.text("changed")).isEqualTo("0");

    Response gone =
        api.post(
            BANK + "/import",
            Api.JSON,
            """
            {"data":[{"id":"known-7","source":"test","should_delete":true}],
             "paging":{"cursors":{"after":"1"}}}\
            """);
    assertThat(gone.text("changed")).isEqualTo("1");
    assertThat(pin("bm7", "pdq:" + hash).text("verdict")).isEqualTo("allow");
    Response faulty = api.post(BANK + "/import", "text/csv", "hash\nnothex\n");
    assertThat(faulty.list("faults")).hasSize(1);
  }

  @Test
  void aHashAddedLaterFindsThePastAndLabelsOnlyWhatWasPreviewed() {
    BufferedImage original = Drawings.drawing(8);
    Response kept = upload(original);
    String copy = upload(Drawings.framed(original)).text("id");
    pin("bm8a", kept.text("id"));
    pin("bm8b", copy);
    put(kept.text("pdq"), "known-8");
    String body = "{\"source\":\"test\",\"id\":\"known-8\"%s}";
    Await.until(
        "both pins are known to carry it",
        () ->
            api.post(BANK + "/retroactive", Api.JSON, body.formatted(""))
                .text("entities")
                .equals("2"));
    Response preview = api.post(BANK + "/retroactive", Api.JSON, body.formatted(""));
    assertThat(action("pin:bm8a")).isEqualTo("none");

    Response unseen =
        api.post(BANK + "/retroactive", Api.JSON, body.formatted(",\"digest\":\"00\""));
    Response applied =
        api.post(
            BANK + "/retroactive",
            Api.JSON,
            body.formatted(",\"digest\":\"%s\"".formatted(preview.text("digest"))),
            "idempotency-key",
            "late-8");

    assertThat(unseen.status()).isEqualTo(409);
    assertThat(applied.status()).isEqualTo(201);
    assertThat(List.of(action("pin:bm8a"), action("pin:bm8b"))).containsOnly("limit");
    api.post("/v1/labels/negate", Api.JSON, "{\"batch\":\"late-8\",\"reason\":\"a mistake\"}");
    assertThat(List.of(action("pin:bm8a"), action("pin:bm8b"))).containsOnly("none");
  }

  @Test
  void aHashAddedLaterFindsCropsOfThePast() {
    BufferedImage original = Drawings.drawing(26);
    pin("bm26a", upload(Drawings.cropped(original)).text("id"));
    put(upload(original).text("pdq"), "known-26");
    Await.until(
        "the crop's pin is found",
        () ->
            api.post(BANK + "/retroactive", Api.JSON, "{\"source\":\"test\",\"id\":\"known-26\"}")
                .raw()
                .body()
                .contains("pin:bm26a"));
  }

  @Test
  void judgingAPictureCoversWhatCarriesItNowAndLaterAndUndoneReversesAll() {
    BufferedImage original = Drawings.drawing(9);
    Response first = upload(original);
    Response flipped = upload(Drawings.flipped(original));
    assertThat(flipped.text("entity")).isEqualTo(first.text("entity"));
    pin("bm9a", first.text("id"));
    pin("bm9b", flipped.text("id"));

    Response judged =
        api.post(
            "/v1/labels",
            Api.JSON,
            """
            {"entity":"%s","policy":"spam","reason":"an advertisement",
             "source":{"kind":"reviewer","id":"r1"}}\
            """
                .formatted(first.text("entity")));
    assertThat(judged.status()).isEqualTo(201);
    Await.until("the first pin is covered", () -> action("pin:bm9a").equals("limit"));
    Await.until("the copy is covered", () -> action("pin:bm9b").equals("limit"));
    pin("bm9c", flipped.text("id"));
    Await.until("a later pin is covered", () -> action("pin:bm9c").equals("limit"));
    assertThat(api.get("/v1/labels?entity=pin:bm9a").raw().body())
        .contains("\"kind\":\"hash\"")
        .contains("an advertisement");

    api.post(
        "/v1/labels/negate",
        Api.JSON,
        "{\"labels\":%s,\"reason\":\"overturned\"}".formatted(judged.list("labels")));
    for (String pin : List.of("pin:bm9a", "pin:bm9b", "pin:bm9c")) {
      Await.until(pin + " is free again", () -> action(pin).equals("none"));
    }
  }

  @Test
  void aFloodSuspendsTheHashUntilAPersonHasLooked() {
    String hash = upload(Drawings.drawing(10)).text("pdq");
    put(hash, "known-10");
    StringBuilder batch = new StringBuilder("[");
    for (int i = 0; i < 60; i++) {
      batch
          .append(i == 0 ? "" : ",")
          .append(
              """
              {"specversion":"1.0","id":"flood-%1$d","source":"/banks","type":"pin.created",\
              "time":"2026-03-01T10:00:00Z",\
              "data":{"actor":"f%1$d","pin":"flood-%1$d","image":"pdq:%2$s"}}\
              """
                  .formatted(i, hash));
    }
    api.post("/v1/events", Api.BATCH, batch.append(']').toString());

    String history = BANK + "/history?source=test&id=known-10";
    Await.until(
        "the hash is suspended", () -> api.get(history).text("opinion").equals("suspended"));
    assertThat(pin("bm10", "pdq:" + hash).text("verdict")).isEqualTo("allow");
    assertThat(api.get(history).raw().body()).contains("60 matches in an hour");

    judge("confirm", "known-10");
    assertThat(pin("bm10b", "pdq:" + hash).text("verdict")).isEqualTo("limit");
  }

  @Test
  void aHashesPrecisionIsReadFromReviews() {
    String hash = upload(Drawings.drawing(11)).text("pdq");
    put(hash, "known-11");
    pin("bm11a", "pdq:" + hash);
    pin("bm11b", "pdq:" + hash);
    pin("bm11c", "pdq:" + hash);
    review("pin:bm11a", "violates");
    review("pin:bm11b", "violates");
    review("pin:bm11c", "clears");

    Await.until(
        "the reviews are counted",
        () -> api.get(BANK + "?limit=1000").raw().body().contains("\"precision\":0.66"));
  }

  private void review(String entity, String says) {
    api.post(
        "/v1/labels",
        Api.JSON,
        """
        {"entity":"%s","policy":"spam","says":"%s","reason":"r",\
        "source":{"kind":"reviewer","id":"r1"}}\
        """
            .formatted(entity, says));
  }

  @Test
  void onlyThoseWhoMayChangeBanks() {
    Api reader = server.api(Permission.DECISIONS_READ);
    assertThat(reader.get("/v1/banks").raw().body()).contains("known_spam").contains("flags");
    assertThat(reader.post(BANK + "/hashes", Api.JSON, "{}").status()).isEqualTo(403);
    assertThat(reader.post(BANK + "/confirm", Api.JSON, "{}").status()).isEqualTo(403);
    assertThat(reader.post("/v1/images", "image/png", new byte[0]).status()).isEqualTo(403);
    assertThat(api.get("/v1/banks/nowhere").status()).isEqualTo(404);
    assertThat(api.post(BANK + "/sync", Api.JSON, "").status()).isEqualTo(404);
    assertThat(put("xyz", "k").text("where")).isEqualTo("hash");
  }

  @Test
  void theAuditChainCoversBanks() {
    put(upload(Drawings.drawing(12)).text("pdq"), "known-12");
    Response verified = api.get("/v1/audit/verify");
    assertThat(new String(verified.raw().body().getBytes(StandardCharsets.UTF_8)))
        .contains("\"intact\":true");
  }
}
