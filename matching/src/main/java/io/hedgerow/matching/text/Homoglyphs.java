package io.hedgerow.matching.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Letters that pass for letters of ASCII (Unicode Technical Standard 39, section 4).
 *
 * <p>Letters that no living orthography needs are always replaced. A letter of another script is
 * replaced only where it keeps Latin company: in a word that also has Latin letters, or in a word
 * made of look-alikes only when most letters of the text are Latin. Russian stays Russian.
 */
final class Homoglyphs {
  private static final Map<Integer, Character> ALWAYS = new HashMap<>();
  private static final Map<Integer, Character> MIXED = new HashMap<>();

  static {
    read();
    range(0x1F1E6, 'A');
    range(0x1F150, 'A');
    range(0x1F170, 'A');
  }

  private Homoglyphs() {}

  static TracedText replace(TracedText traced) {
    String text = traced.text();
    int first = firstBeyondLatin(text);
    if (first == text.length()) {
      return traced;
    }
    boolean latin = isMostlyLatin(text);
    Rewriting rewriting = new Rewriting(traced);
    int at = 0;
    while (at < text.length()) {
      int end = afterWord(text, at);
      if (end == at) {
        end = at + Character.charCount(text.codePointAt(at));
        replace(text, at, end, false, rewriting);
      } else {
        replace(text, at, end, keepsLatinCompany(text, at, end, latin), rewriting);
      }
      at = end;
    }
    return rewriting.finish();
  }

  private static int firstBeyondLatin(String text) {
    int at = 0;
    while (at < text.length() && text.charAt(at) < 0xF8) {
      at++;
    }
    return at;
  }

  private static boolean isMostlyLatin(String text) {
    int latin = 0;
    int other = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = Character.isLetter(c);
      latin += letter && c < 0x250 ? 1 : 0;
      other += letter && c >= 0x250 ? 1 : 0;
    }
    return latin > other;
  }

  private static int afterWord(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!Character.isLetterOrDigit(c) && !isMark(c)) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static boolean isMark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }

  private static boolean keepsLatinCompany(String text, int from, int to, boolean latinText) {
    int latin = 0;
    int alike = 0;
    int other = 0;
    for (int at = from; at < to; at += Character.charCount(text.codePointAt(at))) {
      int c = text.codePointAt(at);
      if (c < 0x250 || ALWAYS.containsKey(c)) {
        latin += Character.isLetter(c) ? 1 : 0;
      } else if (MIXED.containsKey(c)) {
        alike++;
      } else {
        other += Character.isLetter(c) ? 1 : 0;
      }
    }
    return alike > 0 && (latin > 0 ? latin >= other : latinText && other == 0);
  }

  private static void replace(String text, int from, int to, boolean mixed, Rewriting rewriting) {
    int at = from;
    while (at < to) {
      int c = text.codePointAt(at);
      int end = at + Character.charCount(c);
      Character letter = c < 0xF8 ? null : ALWAYS.get(c);
      letter = letter == null && mixed ? MIXED.get(c) : letter;
      if (letter != null) {
        rewriting.replace(at, end, String.valueOf(letter));
      }
      at = end;
    }
  }

  private static void range(int from, char first) {
    for (int i = 0; i < 26; i++) {
      ALWAYS.put(from + i, (char) (first + i));
    }
  }

  private static void read() {
    try (InputStream in = Homoglyphs.class.getResourceAsStream("confusables.txt")) {
      if (in == null) {
        throw new IllegalStateException("confusables.txt is missing from the class path");
      }
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(" "))
          .forEach(Homoglyphs::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void add(String[] line) {
    Map<Integer, Character> table = line[0].equals("always") ? ALWAYS : MIXED;
    for (int i = 2; i < line.length; i++) {
      table.put(Integer.parseInt(line[i], 16), line[1].charAt(0));
    }
  }
}
