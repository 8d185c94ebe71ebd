package io.hedgerow.matching.text;

/** Lower case by Unicode's simple mappings, which keep each character's length in UTF-16 units. */
final class Lowering {
  private Lowering() {}

  static TracedText lower(TracedText traced) {
    String text = traced.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80
          ? Character.isSurrogate(c) || Character.toLowerCase(c) != c
          : c >= 'A' && c <= 'Z') {
        return traced.under(lower(text, i));
      }
    }
    return traced;
  }

  private static String lower(String text, int from) {
    char[] units = text.toCharArray();
    for (int i = from; i < units.length; i++) {
      char c = units[i];
      if (Character.isHighSurrogate(c)) {
        int point = Character.codePointAt(units, i);
        i += Character.toChars(Character.toLowerCase(point), units, i) - 1;
      } else {
        units[i] = Character.toLowerCase(c);
      }
    }
    return new String(units);
  }
}
