package io.hedgerow.server.image;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.decode.Decoding;
import io.hedgerow.matching.image.decode.Decoding.Decoded;
import io.hedgerow.matching.image.decode.Decoding.Undecodable;
import io.hedgerow.matching.image.decode.DecodingLimits;
import io.hedgerow.matching.image.decode.ImageDecoder;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.SignatureProbe;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/**
 * A picture that somebody sent, looked at once.
 *
 * @param id 32 hex digits, from its bytes: the same bytes are the same picture
 * @param hashes of its first frame and of three others if it moves
 * @param signature of its first frame
 * @param probe of its first frame, to look for others like it
 * @param format for people: {@code jpeg}
 * @param pixels of its first frame
 */
public record Picture(
    String id,
    PictureHashes hashes,
    ImageSignature signature,
    SignatureProbe probe,
    Turn upright,
    String format,
    Pixels pixels) {
  /** The longest file taken. */
  public static final int MOST_BYTES = DecodingLimits.DEFAULT.mostBytes();

  /** How many frames of an animation are looked at. */
  public static final int FRAMES = 4;

  /** A picture may take 200 MB while it is read, so that only so many are at once. */
  private static final Semaphore AT_ONCE = new Semaphore(2);

  private static final ImageDecoder DECODER = new ImageDecoder(DecodingLimits.DEFAULT);

  /**
   * Reads a file.
   *
   * @throws Refusal 422 that names what is wrong with it
   */
  public static Picture read(byte[] bytes) {
    AT_ONCE.acquireUninterruptibly();
    try {
      return switch (DECODER.decode(bytes, FRAMES)) {
        case Decoded decoded -> of(bytes, decoded);
        case Undecodable(Decoding.Fault fault, String message) ->
            throw Refusal.at(ProblemType.INVALID, "the body", message)
                .with("fault", fault.name().toLowerCase(Locale.ROOT));
      };
    } finally {
      AT_ONCE.release();
    }
  }

  /** As events will find it once only its hashes and signature are left. */
  public SignatureProbe kept() {
    return SignatureProbe.kept(hashes, signature);
  }

  private static Picture of(byte[] bytes, Decoded decoded) {
    Pixels first = decoded.pixels();
    return new Picture(
        id(bytes),
        PictureHashes.ofFrames(decoded.frames()),
        ImageSignature.of(first),
        SignatureProbe.of(first),
        decoded.upright(),
        decoded.format().name().toLowerCase(Locale.ROOT),
        first);
  }

  /** The id of the picture in a file: 32 hex digits, from its bytes alone. */
  public static String id(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("every Java platform must have SHA-256", missing);
    }
  }
}
