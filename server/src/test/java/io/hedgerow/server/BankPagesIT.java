package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class BankPagesIT {
  private static final String HASH = "/console/banks/known_spam/hash?source=pages&id=p1";
  private final Api api;

  BankPagesIT(RunningServer server) {
    api = server.api();
  }

  private Response explore(byte[] file) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    form.writeBytes(
        """
        --part\r
        Content-Disposition: form-data; name="picture"; filename="x.png"\r
        Content-Type: image/png\r
        \r
        """
            .getBytes(StandardCharsets.UTF_8));
    form.writeBytes(file);
    form.writeBytes("\r\n--part--\r\n".getBytes(StandardCharsets.UTF_8));
    return api.post("/console/explorer", "multipart/form-data; boundary=part", form.toByteArray());
  }

  private String put(BufferedImage image, String id) {
    Response kept = api.post("/v1/images", "image/png", Drawings.png(image));
    api.post(
        "/v1/banks/known_spam/hashes",
        Api.JSON,
        "{\"hash\":\"%s\",\"id\":\"%s\",\"source\":\"pages\",\"reason\":\"t\"}"
            .formatted(kept.text("pdq"), id));
    return kept.text("id");
  }

  @Test
  void banksAndTheirHashesAreListedAndJudged() {
    put(Drawings.drawing(101), "p1");
    assertThat(api.get("/console/banks").raw().body())
        .contains("known_spam")
        .contains("negative")
        .contains("/console/explorer");
    assertThat(api.get(HASH).raw().body()).contains("not looked at").contains("data:image/png");

    Response judged =
        api.post(
            "/console/banks/known_spam/judge",
            "application/x-www-form-urlencoded",
            "source=pages&id=p1&right=false&reason=a+family+photo");

    assertThat(judged.status()).isEqualTo(303);
    assertThat(api.get(HASH).raw().body()).contains("deconfirm").contains("a family photo");
    assertThat(api.get("/console/banks/known_spam").raw().body()).contains("p1");
    assertThat(api.get("/console/banks/nowhere").status()).isEqualTo(404);
  }

  @Test
  void aPictureIsTriedOutBlurredAndNamesDistanceAndTransform() {
    BufferedImage original = Drawings.drawing(102);
    String id = put(original, "p2");

    String page = explore(Drawings.png(Drawings.flipped(original))).raw().body();

    assertThat(page)
        .contains("p2")
        .contains("flipped left right")
        .contains("image:" + id)
        .contains("class=\"shy\"");
    assertThat(explore(Drawings.png(Drawings.drawing(103))).raw().body())
        .contains("It matches no bank")
        .contains("It resembles none");
  }

  @Test
  void whatIsNoPictureIsSaidOnThePage() {
    assertThat(explore(new byte[] {1, 2, 3}).raw().body()).contains("these bytes are none of JPEG");
    assertThat(api.get("/console/explorer").raw().body()).contains("Look it up");
  }
}
