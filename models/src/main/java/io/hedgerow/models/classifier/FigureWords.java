package io.hedgerow.models.classifier;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * Reads words that are written with digits for letters, where a vocabulary knows the word that they
 * then are: {@code 7h053}, {@code 4r3}, {@code can'7}. {@code matching} undoes what its place
 * already gives away, for any language and without a word list; this undoes the rest for English,
 * for what models read.
 *
 * <p>A token that the vocabulary knows as it is stays ({@code mp3}, {@code 2nd}). One that could
 * also be a number with its unit ({@code 50s}) or a name with its number ({@code set5}) is read as
 * a word only where the word is a very common one, or other words of the text are written so too;
 * figures alone ({@code 17} for "it") only in the latter case.
 */
final class FigureWords {
  private static final String FIGURES = "013457";
  private static final String LETTERS = "oieast";

  private static final String TAGS = "@#$_\u20AC";
  private static final String JOINTS = ".,:/_=-!|" + TAGS;

  /** Words of two letters and less must be among the first few hundred. */
  private static final int VERY_COMMON = 300;

  private static final int COMMON = 8_000;
  private static final int SURE = 2;

  private final ToIntFunction<String> rank;

  /**
   * @param rank place of a word in the order of frequency, from 1; 0 for none
   */
  FigureWords(ToIntFunction<String> rank) {
    this.rank = rank;
  }

  /** How sure a reading is. */
  private enum Reading {
    /** Its shape is that of a word. */
    SURE,
    /** Another reading is as good. */
    DOUBTFUL
  }

  /** A stretch that can be read as a word. */
  private record Candidate(int from, int to, String word, int rank, Reading reading) {}

  /** The text with such words as letters. */
  String read(String text) {
    if (text.chars().noneMatch(c -> FIGURES.indexOf(c) >= 0)) {
      return text;
    }
    List<Candidate> candidates = candidates(text);
    boolean spelledSo =
        candidates.stream().filter(each -> each.reading() == Reading.SURE).count() >= SURE
            || candidates.stream().filter(each -> !isNumber(text, each)).count() > SURE;
    StringBuilder made = new StringBuilder(text.length());
    int at = 0;
    for (Candidate each : candidates) {
      boolean common = each.rank() <= VERY_COMMON && !isNumber(text, each);
      if (each.reading() == Reading.SURE || spelledSo || common) {
        made.append(text, at, each.from()).append(cased(text, each));
        at = each.to();
      }
    }
    return made.append(text, at, text.length()).toString();
  }

  private List<Candidate> candidates(String text) {
    List<Candidate> candidates = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      if (end > at) {
        add(text, at, end, candidates);
      }
      at = end + 1;
    }
    return candidates;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || FIGURES.indexOf(c) >= 0;
  }

  private void add(String text, int from, int to, List<Candidate> candidates) {
    String written = text.substring(from, to).toLowerCase(Locale.ROOT);
    String word = letters(written);
    int figures = differences(written, word);
    if (figures == 0 || !word.chars().allMatch(Character::isLetter)) {
      return;
    }
    if (isAfterApostrophe(text, from) && (word.equals("t") || word.equals("s"))) {
      candidates.add(new Candidate(from, to, word, 1, Reading.SURE));
      return;
    }
    boolean number = figures == written.length();
    int place = rank.applyAsInt(word);
    int least = number || word.length() < 3 ? VERY_COMMON : COMMON;
    if (place == 0 || !number && rank.applyAsInt(written) > 0 || !isFree(text, from, to)) {
      return;
    }
    boolean sure = !number && word.length() > 2 && !isNumbered(written);
    if (sure || place <= least) {
      candidates.add(new Candidate(from, to, word, place, sure ? Reading.SURE : Reading.DOUBTFUL));
    }
  }

  private static String letters(String written) {
    StringBuilder word = new StringBuilder(written);
    for (int i = 0; i < written.length(); i++) {
      int figure = FIGURES.indexOf(written.charAt(i));
      if (figure >= 0) {
        word.setCharAt(i, LETTERS.charAt(figure));
      }
    }
    return word.toString();
  }

  private static int differences(String a, String b) {
    int differences = 0;
    for (int i = 0; i < a.length(); i++) {
      differences += a.charAt(i) == b.charAt(i) ? 0 : 1;
    }
    return differences;
  }

  private static boolean isAfterApostrophe(String text, int at) {
    return at > 1
        && (text.charAt(at - 1) == '\'' || text.charAt(at - 1) == '\u2019')
        && Character.isLetterOrDigit(text.charAt(at - 2));
  }

  /** No part of an address, a name, a number with a point, a time or a share. */
  private static boolean isFree(String text, int from, int to) {
    boolean tagged = from > 0 && TAGS.indexOf(text.charAt(from - 1)) >= 0;
    boolean joinedBefore = from > 1 && joins(text.charAt(from - 1), text.charAt(from - 2));
    boolean joinedAfter =
        to + 1 < text.length() && joins(text.charAt(to), text.charAt(to + 1))
            || to < text.length() && text.charAt(to) == '%';
    return !tagged && !joinedBefore && !joinedAfter;
  }

  private static boolean joins(char mark, char neighbour) {
    return JOINTS.indexOf(mark) >= 0 && Character.isLetterOrDigit(neighbour);
  }

  /** Figures, then at most two letters; or at most three letters, then figures. */
  private static boolean isNumbered(String written) {
    int letters = 0;
    int changes = 0;
    for (int i = 0; i < written.length(); i++) {
      letters += Character.isLetter(written.charAt(i)) ? 1 : 0;
      changes +=
          i > 0
                  && Character.isLetter(written.charAt(i))
                      != Character.isLetter(written.charAt(i - 1))
              ? 1
              : 0;
    }
    return changes == 1 && letters <= (Character.isLetter(written.charAt(0)) ? 3 : 2);
  }

  private static boolean isNumber(String text, Candidate candidate) {
    return text.substring(candidate.from(), candidate.to()).chars().noneMatch(Character::isLetter);
  }

  /** Upper case goes on after an upper-case letter, and a word all in capitals stays so. */
  private static String cased(String text, Candidate candidate) {
    String written = text.substring(candidate.from(), candidate.to());
    boolean capitals =
        written.chars().filter(Character::isUpperCase).count() > 1
            && written.chars().noneMatch(Character::isLowerCase);
    StringBuilder word = new StringBuilder(candidate.word());
    for (int i = 0; i < word.length(); i++) {
      if (capitals || Character.isUpperCase(written.charAt(i))) {
        word.setCharAt(i, Character.toUpperCase(word.charAt(i)));
      }
    }
    return word.toString();
  }
}
