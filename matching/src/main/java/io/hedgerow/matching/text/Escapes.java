package io.hedgerow.matching.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Percent escapes of addresses (RFC 3986, section 2). */
final class Escapes {
  private Escapes() {}

  /** Undoes escapes of letters, digits and {@code -._~}; the others in upper case. */
  static String plain(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int value = value(text, i);
      if (value < 0) {
        plain.append(text.charAt(i));
      } else {
        boolean unreserved =
            value < 0x80 && Character.isLetterOrDigit(value) || "-._~".indexOf(value) >= 0;
        plain.append(
            unreserved
                ? String.valueOf((char) value)
                : text.substring(i, i + 3).toUpperCase(Locale.ROOT));
        i += 2;
      }
    }
    return plain.toString();
  }

  /** Undoes all escapes, as UTF-8; what is none stays. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      int value = value(text, i);
      if (value >= 0) {
        bytes.writeBytes(text.substring(from, i).getBytes(StandardCharsets.UTF_8));
        bytes.write(value);
        i += 2;
        from = i + 1;
      }
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int value(String text, int at) {
    if (text.charAt(at) != '%' || at + 2 >= text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at + 1), 16);
    int low = Character.digit(text.charAt(at + 2), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
