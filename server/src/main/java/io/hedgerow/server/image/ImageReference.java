package io.hedgerow.server.image;

import io.hedgerow.matching.Hash256;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an event's image field can name. */
public sealed interface ImageReference {

  /**
   * A picture that was uploaded.
   *
   * @param id 32 hex digits
   */
  record Uploaded(String id) implements ImageReference {}

  /**
   * A picture of which the sender gives only the PDQ hash, {@code pdq:HEX} or {@code
   * pdq:HEX:QUALITY}.
   *
   * @param quality in [0, 100]; 100 when it is not given
   */
  record Hashed(Hash256 hash, int quality) implements ImageReference {
    /** The picture's id, whatever its quality. */
    public String id() {
      return "pdq:" + hash;
    }
  }

  /** Anything else, an address for example: nothing is fetched. */
  record Elsewhere() implements ImageReference {}

  Pattern UPLOADED = Pattern.compile("[0-9a-f]{32}");
  Pattern HASHED = Pattern.compile("pdq:([0-9a-f]{64})(?::([0-9]{1,2}|100))?");

  /** Reads an image field's value. */
  static ImageReference of(String text) {
    if (UPLOADED.matcher(text).matches()) {
      return new Uploaded(text);
    }
    Matcher hashed = HASHED.matcher(text);
    if (hashed.matches()) {
      String quality = hashed.group(2);
      return new Hashed(
          Hash256.parse(hashed.group(1)), quality == null ? 100 : Integer.parseInt(quality));
    }
    return new Elsewhere();
  }
}
