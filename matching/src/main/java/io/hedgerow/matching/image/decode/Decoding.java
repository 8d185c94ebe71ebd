package io.hedgerow.matching.image.decode;

import io.hedgerow.matching.image.Pixels;
import io.hedgerow.matching.image.Turn;
import java.util.List;

/** What came of reading a picture. */
public sealed interface Decoding {

  /**
   * A picture.
   *
   * @param frames at least one, in order; each as stored, not turned upright
   * @param upright how to turn the frames so that they stand as their EXIF orientation says
   * @param subsampling 1 for every pixel, 2 for every second in each direction, and so on
   */
  record Decoded(ImageFormat format, List<Pixels> frames, Turn upright, int subsampling)
      implements Decoding {
    public Decoded {
      frames = List.copyOf(frames);
      if (frames.isEmpty()) {
        throw new IllegalArgumentException("a decoded picture has at least one frame");
      }
    }

    /** The first frame. */
    public Pixels pixels() {
      return frames.getFirst();
    }
  }

  /**
   * No picture, and why.
   *
   * @param message one line for a person, naming value and limit; never holds bytes of the file
   */
  record Undecodable(Fault fault, String message) implements Decoding {}

  /** Why bytes could not be read as a picture. */
  enum Fault {
    /** The first bytes are of no format that is read here. */
    UNKNOWN_FORMAT,
    /** The file is longer than the limit. */
    FILE_TOO_LARGE,
    /** The header claims more pixels than the limit. */
    TOO_MANY_PIXELS,
    /** The file ends before its picture does. */
    TRUNCATED,
    /** The bytes break the format's rules. */
    MALFORMED,
    /** A valid kind of this format that is not read here. */
    UNSUPPORTED,
    /** Reading took longer than the limit. */
    TOO_SLOW
  }
}
