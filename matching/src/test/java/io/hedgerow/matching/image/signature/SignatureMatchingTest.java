package io.hedgerow.matching.image.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Sketches;
import io.hedgerow.matching.image.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class SignatureMatchingTest {
  private final Pixels picture = Sketches.sketch(11, 400, 300);
  private final ImageSignature known = ImageSignature.of(picture);

  private boolean matches(Pixels probe) {
    return SignatureMatching.match(SignatureProbe.of(probe), known).isPresent();
  }

  @ParameterizedTest
  @EnumSource(Turn.class)
  void turnedAndMirroredCopiesMatch(Turn turn) {
    assertThat(matches(turn.of(picture))).isTrue();
  }

  @Test
  void croppedCopiesMatchWhereverTheyWereCropped() {
    assertThat(matches(crop(picture, 0, 0, 380, 285))).isTrue();
    assertThat(matches(crop(picture, 33, 21, 360, 270))).isTrue();
    assertThat(matches(crop(picture, 70, 40, 300, 225))).isTrue();
  }

  @Test
  void framedCopiesMatch() {
    assertThat(matches(framed(picture, 60, 45, 0xffffff))).isTrue();
    assertThat(matches(framed(picture, 0, 40, 0x000000))).isTrue();
    assertThat(matches(framed(picture, 150, 200, 0xf0f0f0))).isTrue();
  }

  @Test
  void otherPicturesDoNotMatch() {
    for (long seed = 100; seed < 140; seed++) {
      assertThat(matches(Sketches.sketch(seed, 400, 300))).as("seed %d", seed).isFalse();
      assertThat(matchesAsKept(Sketches.sketch(seed, 400, 300))).as("seed %d", seed).isFalse();
    }
  }

  private boolean matchesAsKept(Pixels probe) {
    return SignatureMatching.match(kept(probe), known).isPresent();
  }

  private static SignatureProbe kept(Pixels probe) {
    return SignatureProbe.kept(PictureHashes.of(probe), ImageSignature.of(probe));
  }

  @ParameterizedTest
  @EnumSource(Turn.class)
  void whatWasKeptOfATurnedCopyMatches(Turn turn) {
    assertThat(matchesAsKept(turn.of(picture))).isTrue();
  }

  @Test
  void whatWasKeptOfACroppedOrFramedCopyMatches() {
    assertThat(matchesAsKept(crop(picture, 0, 0, 380, 285))).isTrue();
    assertThat(matchesAsKept(crop(picture, 33, 21, 360, 270))).isTrue();
    assertThat(matchesAsKept(crop(picture, 70, 40, 300, 225))).isTrue();
    assertThat(matchesAsKept(framed(picture, 60, 45, 0xffffff))).isTrue();
    assertThat(matchesAsKept(framed(Turn.FLIPPED_LEFT_RIGHT.of(picture), 150, 200, 0xf0f0f0)))
        .isTrue();
  }

  @Test
  void aLargerPictureMatchesTheCropThatIsKnown() {
    ImageSignature crop = ImageSignature.of(crop(picture, 33, 21, 360, 270));
    assertThat(SignatureMatching.match(kept(picture), crop)).isPresent();
  }

  @Test
  void flatPicturesMatchNothing() {
    Pixels flat = Pixels.ofRgb(100, 100, new int[10_000]);
    assertThat(matches(flat)).isFalse();
    assertThat(ImageSignature.of(flat).regions()).isEmpty();
  }

  @Test
  void signaturesAreBoundedAndTheSameEveryTime() {
    ImageSignature again = ImageSignature.of(picture);
    assertThat(again.regions()).isEqualTo(known.regions()).hasSizeLessThanOrEqualTo(41);
    assertThat(again.keypoints()).isEqualTo(known.keypoints()).hasSizeLessThanOrEqualTo(160);
    assertThat(again.thumbnail()).isEqualTo(known.thumbnail());
  }

  @Test
  void anIndexNamesTheCopiesAmongMany() {
    SignatureIndex index = new SignatureIndex();
    for (long seed = 200; seed < 230; seed++) {
      index.add(ImageSignature.of(Sketches.sketch(seed, 400, 300)));
    }
    int ours = index.add(known);
    for (Pixels copy :
        new Pixels[] {
          picture,
          Turn.FLIPPED_LEFT_RIGHT.of(picture),
          crop(picture, 70, 40, 300, 225),
          framed(picture, 150, 200, 0xf0f0f0)
        }) {
      assertThat(index.search(SignatureProbe.of(copy)))
          .extracting(SignatureIndex.Found::picture)
          .containsExactly(ours);
      assertThat(index.search(kept(copy)))
          .extracting(SignatureIndex.Found::picture)
          .containsExactly(ours);
    }
    assertThat(index.remove(ours)).isTrue();
    assertThat(index.remove(ours)).isFalse();
    assertThat(index.search(SignatureProbe.of(picture))).isEmpty();
  }

  @Test
  void storedSignaturesComeBackAndMatchAlike() {
    byte[] bytes = SignatureBytes.write(known);
    assertThat(bytes.length).isLessThanOrEqualTo(SignatureBytes.MOST_BYTES);
    ImageSignature back = SignatureBytes.read(bytes);
    assertThat(SignatureBytes.write(back)).isEqualTo(bytes);
    SignatureProbe probe = SignatureProbe.of(crop(picture, 33, 21, 360, 270));
    assertThat(SignatureMatching.match(probe, back)).isPresent();
  }

  @Test
  void bytesThatAreNoSignatureAreNamed() {
    byte[] bytes = SignatureBytes.write(known);
    assertThatThrownBy(() -> SignatureBytes.read(java.util.Arrays.copyOf(bytes, 300)))
        .hasMessage("a signature of 300 bytes ends early");
    bytes[0] = 9;
    assertThatThrownBy(() -> SignatureBytes.read(bytes))
        .hasMessage("signature version must be 1, was 9");
  }

  private static Pixels crop(Pixels picture, int left, int top, int width, int height) {
    byte[] out = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      int from = 3 * ((top + y) * picture.width() + left);
      System.arraycopy(picture.samples(), from, out, 3 * y * width, 3 * width);
    }
    return new Pixels(width, height, 3, out);
  }

  private static Pixels framed(Pixels picture, int beside, int above, int colour) {
    int width = picture.width() + 2 * beside;
    int height = picture.height() + 2 * above;
    int[] paper = new int[width * height];
    java.util.Arrays.fill(paper, colour);
    Pixels out = Pixels.ofRgb(width, height, paper);
    for (int y = 0; y < picture.height(); y++) {
      int to = 3 * ((above + y) * width + beside);
      System.arraycopy(
          picture.samples(), 3 * y * picture.width(), out.samples(), to, 3 * picture.width());
    }
    return out;
  }
}
