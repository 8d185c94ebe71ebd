package io.hedgerow.matching.text;

/**
 * What kinds of characters a text has, found in one quick pass so that most steps can be skipped.
 */
final class Traits {
  static final int ANY = 1;
  static final int AMPERSAND = 2;
  static final int CONTROL = 4;
  static final int FIGURE = 8;
  static final int UPPER = 16;
  static final int BEYOND_ASCII = 32;

  private static final byte[] OF_ASCII = ofAscii();

  private Traits() {}

  static int of(String text) {
    int traits = ANY;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      traits |= c < 0x80 ? OF_ASCII[c] : BEYOND_ASCII;
    }
    return traits;
  }

  private static byte[] ofAscii() {
    byte[] traits = new byte[0x80];
    for (char c = 0; c < 0x80; c++) {
      int control = c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7F ? CONTROL : 0;
      int figure = Leet.letterFor(c) != 0 ? FIGURE : 0;
      int upper = c >= 'A' && c <= 'Z' ? UPPER : 0;
      traits[c] = (byte) (control | figure | upper | (c == '&' ? AMPERSAND : 0));
    }
    return traits;
  }
}
