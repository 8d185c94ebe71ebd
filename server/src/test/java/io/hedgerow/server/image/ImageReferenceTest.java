package io.hedgerow.server.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ImageReferenceTest {
  private static final String HEX = "0f".repeat(32);

  @Test
  void anUploadedPictureIsNamedByItsId() {
    String id = "0123456789abcdef0123456789abcdef";
    assertThat(ImageReference.of(id)).isEqualTo(new ImageReference.Uploaded(id));
  }

  @Test
  void aHashMayComeWithItsQuality() {
    assertThat(((ImageReference.Hashed) ImageReference.of("pdq:" + HEX)).quality()).isEqualTo(100);
    ImageReference.Hashed hashed = (ImageReference.Hashed) ImageReference.of("pdq:" + HEX + ":42");
    assertThat(hashed.quality()).isEqualTo(42);
    assertThat(hashed.id()).isEqualTo("pdq:" + HEX);
  }

  @Test
  void anythingElseNamesNoPictureHere() {
    for (String other :
        new String[] {"", "https://x.example/a.jpg", "pdq:12", "pdq:" + HEX + ":101", HEX}) {
      assertThat(ImageReference.of(other)).isInstanceOf(ImageReference.Elsewhere.class);
    }
  }
}
