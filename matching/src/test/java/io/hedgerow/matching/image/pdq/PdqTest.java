package io.hedgerow.matching.image.pdq;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Sketches;
import io.hedgerow.matching.image.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PdqTest {
  @ParameterizedTest
  @EnumSource(Turn.class)
  void dihedralHashesAreThoseOfTurnedPictures(Turn turn) {
    for (long seed = 1; seed <= 5; seed++) {
      // at 64 x 64 nothing is blurred and every pixel is a centre, so the rule is exact
      assertThat(distance(turn, Sketches.sketch(seed, 64, 64))).as("seed %d", seed).isZero();
      // elsewhere centres are rounded down, so that mirrored ones lie up to a pixel apart
      assertThat(distance(turn, Sketches.sketch(seed, 640, 512)))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(24);
    }
  }

  private static int distance(Turn turn, Pixels picture) {
    return Pdq.dihedral(picture).hash(turn).distance(Pdq.hash(turn.of(picture)).hash());
  }

  @Test
  void turningTwiceComesBack() {
    Pixels picture = Sketches.sketch(7, 31, 20);
    Turn[] ownInverse = {
      Turn.ROTATED_180, Turn.FLIPPED_LEFT_RIGHT, Turn.FLIPPED_TOP_BOTTOM, Turn.TRANSPOSED
    };
    for (Turn turn : ownInverse) {
      assertThat(turn.of(turn.of(picture)).samples()).isEqualTo(picture.samples());
    }
    assertThat(Turn.ROTATED_270.of(Turn.ROTATED_90.of(picture)).samples())
        .isEqualTo(picture.samples());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 129, 200, 513})
  void equalsTheDefinitionFilterByFilter(int width) {
    for (int height : new int[] {1, 64, 150, 257}) {
      Pixels picture = Sketches.sketch(width * 1000L + height, width, height);
      float[] fast = Downsampling.of(picture);
      double[] slow = NaivePdq.downsample(picture);
      for (int i = 0; i < fast.length; i++) {
        assertThat((double) fast[i])
            .as("%dx%d at %d", width, height, i)
            .isCloseTo(slow[i], offset());
      }
    }
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-3);
  }

  @Test
  void hashesEqualTheDefinitionsOnDetailedPictures() {
    for (long seed = 1; seed <= 20; seed++) {
      Pixels picture = Sketches.sketch(seed, 300 + (int) seed * 7, 260);
      assertThat(Pdq.hash(picture).hash().distance(NaivePdq.hash(picture)))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(2);
    }
  }

  @Test
  void halfTheBitsAreSet() {
    Hash256 hash = Pdq.hash(Sketches.sketch(3, 400, 300)).hash();
    assertThat(hash.distance(new Hash256(0, 0, 0, 0))).isEqualTo(128);
  }

  @Test
  void qualityIsNilWithoutDetailAndFullWithMuch() {
    Pixels flat = Pixels.ofRgb(200, 200, new int[200 * 200]);
    assertThat(Pdq.hash(flat).quality()).isZero();
    assertThat(Pdq.hash(Sketches.sketch(5, 512, 512)).quality()).isEqualTo(100);
  }

  @Test
  void greyAndColourOfTheSameLightHashAlike() {
    Pixels colour = Sketches.sketch(9, 256, 256);
    byte[] grey = new byte[256 * 256];
    int[] rgb = new int[256 * 256];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = colour.samples()[3 * i + 1];
      rgb[i] = (grey[i] & 0xff) * 0x010101;
    }
    Hash256 one = Pdq.hash(new Pixels(256, 256, 1, grey)).hash();
    Hash256 three = Pdq.hash(Pixels.ofRgb(256, 256, rgb)).hash();
    assertThat(one.distance(three)).isLessThanOrEqualTo(2);
  }
}
