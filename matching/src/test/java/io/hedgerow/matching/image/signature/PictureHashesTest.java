package io.hedgerow.matching.image.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Sketches;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.pdq.Pdq;
import io.hedgerow.matching.image.signature.PictureHashes.Part;
import io.hedgerow.matching.image.signature.PictureHashes.Seen;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

final class PictureHashesTest {
  private static final Pixels ORIGINAL = Sketches.sketch(11, 320, 240);
  private static final Hash256 KNOWN = Pdq.hash(ORIGINAL).hash();

  private static Seen nearest(Pixels picture) {
    return PictureHashes.of(picture).seen().stream()
        .min(Comparator.comparingInt(seen -> seen.hash().distance(KNOWN)))
        .orElseThrow();
  }

  /** The picture on a larger plain one. */
  private static Pixels framed(Pixels picture, int border) {
    int width = picture.width() + 2 * border;
    int height = picture.height() + 2 * border;
    byte[] out = new byte[width * height * 3];
    for (int y = 0; y < picture.height(); y++) {
      System.arraycopy(
          picture.samples(),
          y * picture.width() * 3,
          out,
          ((y + border) * width + border) * 3,
          picture.width() * 3);
    }
    return new Pixels(width, height, 3, out);
  }

  @Test
  void theFirstHashIsThePdqHashOfThePicture() {
    assertThat(PictureHashes.of(ORIGINAL).hash()).isEqualTo(KNOWN);
  }

  @Test
  void aFlippedCopyIsFoundAndTheTurnIsNamed() {
    Seen seen = nearest(Turn.FLIPPED_LEFT_RIGHT.of(ORIGINAL));
    assertThat(seen.hash().distance(KNOWN)).isLessThan(10);
    assertThat(seen.turn()).isEqualTo(Turn.FLIPPED_LEFT_RIGHT);
  }

  @Test
  void aFramedCopyIsFoundInsideItsBorders() {
    Pixels framed = framed(ORIGINAL, 40);
    assertThat(Pdq.hash(framed).hash().distance(KNOWN)).isGreaterThan(31);
    Seen seen = nearest(framed);
    assertThat(seen.hash().distance(KNOWN)).isLessThanOrEqualTo(31);
    assertThat(seen.part()).isNotEqualTo(Part.WHOLE);
  }

  @Test
  void aPlainPictureHasOnlyItsOwnHash() {
    PictureHashes plain = PictureHashes.of(new Pixels(64, 64, 1, new byte[64 * 64]));
    assertThat(plain.seen()).hasSize(1);
    assertThat(plain.quality()).isZero();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    PictureHashes hashes = PictureHashes.of(framed(ORIGINAL, 40));
    assertThat(PictureHashes.read(hashes.write())).isEqualTo(hashes);
  }

  @Test
  void damagedBytesAreNamed() {
    byte[] bytes = PictureHashes.bare(KNOWN, 90).write();
    assertThatThrownBy(() -> PictureHashes.read(java.util.Arrays.copyOf(bytes, 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("20 bytes");
    bytes[0] = 9;
    assertThatThrownBy(() -> PictureHashes.read(bytes)).hasMessageContaining("must be 1, was 9");
  }
}
