package io.hedgerow.matching.image.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Sketches;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.Decoding.Fault;
import io.hedgerow.matching.image.decode.Decoding.Undecodable;
import io.hedgerow.matching.image.pdq.Pdq;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageDecoderTest {
  private final ImageDecoder decoder = new ImageDecoder(DecodingLimits.DEFAULT);
  private final Pixels sketch = Sketches.sketch(1, 160, 120);

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tiff", "jpeg", "gif"})
  void everyWritableFormatIsReadBack(String format) throws IOException {
    Decoded decoded = decoded(decoder.decode(Encodings.write(sketch, format)));
    assertThat(decoded.format().name()).isEqualToIgnoringCase(format);
    assertThat(decoded.pixels().width()).isEqualTo(160);
    int distance = Pdq.hash(decoded.pixels()).hash().distance(Pdq.hash(sketch).hash());
    assertThat(distance).isLessThanOrEqualTo(format.equals("gif") ? 20 : 8);
  }

  @Test
  void losslessFormatsKeepEveryPixel() throws IOException {
    assertThat(decoded(decoder.decode(Encodings.write(sketch, "png"))).pixels().samples())
        .isEqualTo(sketch.samples());
  }

  @Test
  void webpIsRead() {
    Decoded decoded = decoded(decoder.decode(Encodings.webp(sketch)));
    assertThat(decoded.format()).isEqualTo(ImageFormat.WEBP);
    assertThat(Pdq.hash(decoded.pixels()).hash().distance(Pdq.hash(sketch).hash()))
        .as("two levels keep the outline")
        .isLessThanOrEqualTo(80);
  }

  /** Found by fuzzing: the reader says 298 pixels wide and allocates for 16,129. */
  @Test
  void aWebpThatClaimsTwoSizesIsHeldToTheLarger() {
    byte[] bomb =
        java.util.HexFormat.of()
            .parseHex("5249464622000000574542505650382016000000300100" + "9d012a01ffffff");
    assertThat(((Undecodable) decoder.decode(bomb)).fault()).isEqualTo(Fault.TOO_MANY_PIXELS);
  }

  @Test
  void progressiveJpegIsRead() throws IOException {
    Decoded plain = decoded(decoder.decode(Encodings.jpeg(sketch, false)));
    Decoded progressive = decoded(decoder.decode(Encodings.jpeg(sketch, true)));
    assertThat(progressive.pixels().samples()).isEqualTo(plain.pixels().samples());
  }

  @Test
  void jpegOfFourInksIsRead() throws IOException {
    Decoded decoded = decoded(decoder.decode(Encodings.fourInkJpeg(sketch)));
    assertThat(Pdq.hash(decoded.pixels()).hash().distance(Pdq.hash(sketch).hash()))
        .isLessThanOrEqualTo(31);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void exifOrientationSaysHowToTurnUpright(int orientation) throws IOException {
    byte[] jpeg = Encodings.withOrientation(Encodings.jpeg(sketch, false), orientation);
    Turn[] expected = {
      Turn.ORIGINAL,
      Turn.FLIPPED_LEFT_RIGHT,
      Turn.ROTATED_180,
      Turn.FLIPPED_TOP_BOTTOM,
      Turn.TRANSPOSED,
      Turn.ROTATED_270,
      Turn.TRANSVERSED,
      Turn.ROTATED_90
    };
    assertThat(decoded(decoder.decode(jpeg)).upright()).isEqualTo(expected[orientation - 1]);
  }

  @Test
  void anAnimationGivesItsFirstAndSpreadFrames() throws IOException {
    byte[] gif = Encodings.animation(10);
    assertThat(decoded(decoder.decode(gif)).frames()).hasSize(1);
    Decoded sampled = decoded(decoder.decode(gif, 4));
    assertThat(sampled.frames()).hasSize(4);
    // frame n adds a white column n to what is there
    assertThat(whiteColumns(sampled.frames().get(0))).isEqualTo(1);
    assertThat(whiteColumns(sampled.frames().get(3))).isEqualTo(8);
  }

  private static int whiteColumns(Pixels frame) {
    int white = 0;
    for (int x = 0; x < frame.width(); x++) {
      white += frame.samples()[3 * x] == -1 ? 1 : 0;
    }
    return white;
  }

  @Test
  void largePicturesAreSubsampled() throws IOException {
    DecodingLimits tight =
        new DecodingLimits(1 << 20, 1_000_000, 1_000_000, 20_000, Duration.ofSeconds(5));
    Decoded decoded = decoded(new ImageDecoder(tight).decode(Encodings.write(sketch, "png")));
    assertThat(decoded.subsampling()).isEqualTo(2);
    assertThat(decoded.pixels().width()).isEqualTo(80);
  }

  @Test
  void aBombIsTurnedDownByItsHeader() throws IOException {
    assertThat(fault(decoder.decode(Encodings.pngClaiming(50_000, 50_000))))
        .isEqualTo(Fault.TOO_MANY_PIXELS);
    assertThat(fault(decoder.decode(Encodings.gifClaiming(65_535, 65_535))))
        .isEqualTo(Fault.TOO_MANY_PIXELS);
  }

  @Test
  void filesThatEndEarlyAreTruncated() throws IOException {
    for (String format : new String[] {"png", "jpeg", "gif", "bmp"}) {
      byte[] whole = Encodings.write(sketch, format);
      Decoding half = decoder.decode(Arrays.copyOf(whole, whole.length / 2));
      assertThat(fault(half)).as(format).isEqualTo(Fault.TRUNCATED);
    }
  }

  @Test
  void otherFilesAreUnknown() {
    assertThat(fault(decoder.decode(new byte[0]))).isEqualTo(Fault.UNKNOWN_FORMAT);
    byte[] page = "<html><img src=http://127.0.0.1/>".getBytes(StandardCharsets.UTF_8);
    assertThat(fault(decoder.decode(page))).isEqualTo(Fault.UNKNOWN_FORMAT);
  }

  @Test
  void aFileThatOnlyClaimsItsFormatIsMalformed() {
    byte[] bytes = new byte[500];
    Arrays.fill(bytes, (byte) 7);
    byte[] magic = "GIF89a".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    assertThat(fault(decoder.decode(bytes))).isIn(Fault.MALFORMED, Fault.TRUNCATED);
  }

  @Test
  void filesBeyondTheLimitAreNotLookedAt() {
    DecodingLimits tight =
        new DecodingLimits(100, 1_000_000, 1_000_000, 20_000, Duration.ofSeconds(5));
    assertThat(fault(new ImageDecoder(tight).decode(new byte[101])))
        .isEqualTo(Fault.FILE_TOO_LARGE);
  }

  @Test
  void aPictureThatTakesTooLongIsGivenUp() throws IOException {
    DecodingLimits hasty =
        new DecodingLimits(1 << 24, 10_000_000, 10_000_000, 1 << 26, Duration.ofNanos(1));
    byte[] png = Encodings.write(sketch, "png");
    assertThat(fault(new ImageDecoder(hasty).decode(png))).isEqualTo(Fault.TOO_SLOW);
  }

  @ParameterizedTest
  @EnumSource(ImageFormat.class)
  void mutatedFilesAlwaysHaveAnAnswer(ImageFormat format) throws IOException {
    long seed = 20_260_301 + format.ordinal();
    Random random = new Random(seed);
    ImageDecoder small =
        new ImageDecoder(
            new DecodingLimits(1 << 20, 1_000_000, 1_000_000, 4_000_000, Duration.ofSeconds(5)));
    byte[] whole = Encodings.sample(format, sketch);
    Map<String, Integer> outcomes = new HashMap<>();
    for (int i = 0; i < 120; i++) {
      byte[] mutated = Mutations.mutate(whole, random);
      Decoding decoding = small.decode(mutated, 3);
      outcomes.merge(
          decoding instanceof Undecodable bad ? bad.fault().name() : "OK", 1, Integer::sum);
    }
    assertThat(outcomes.values().stream().mapToInt(i -> i).sum())
        .as("seed %d: %s", seed, outcomes)
        .isEqualTo(120);
  }

  private static Decoded decoded(Decoding decoding) {
    assertThat(decoding).isInstanceOf(Decoded.class);
    return (Decoded) decoding;
  }

  private static Fault fault(Decoding decoding) {
    assertThat(decoding).isInstanceOf(Undecodable.class);
    return ((Undecodable) decoding).fault();
  }
}
