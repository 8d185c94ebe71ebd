package io.hedgerow.matching.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TermMatcherTest {

  private static List<String> found(String text, Term... terms) {
    return new TermMatcher(List.of(terms))
        .find(text).stream().map(match -> match.span().of(text)).toList();
  }

  @Test
  void termsAreFoundThroughDisguises() {
    Term term = Term.word("hate");
    for (String text :
        List.of(
            "hate",
            "HATE!",
            "h4te",
            "h\u0430t\u0435",
            "h.a.t.e",
            "ha\u200Bte",
            "haaaate",
            "h a t e",
            "&#104;ate",
            "\uFF48\uFF41\uFF54\uFF45",
            "h4t3",
            "hattttte")) {
      assertThat(new TermMatcher(List.of(term)).find(text)).as(text).hasSize(1);
    }
  }

  @Test
  void spansPointAtWhatWasWritten() {
    assertThat(found("we h.a.t.e it, haaaate it", Term.word("hate")))
        .containsExactly("h.a.t.e", "haaaate");
    assertThat(found("so sooooo", Term.word("so"))).containsExactly("so", "sooooo");
  }

  @Test
  void wholeWordsEndWhereLettersEnd() {
    assertThat(found("class ass as_s", Term.word("ass"))).containsExactly("ass");
    assertThat(found("class ass", Term.anywhere("ass"))).containsExactly("ass", "ass");
    assertThat(found("use c++11", Term.word("c++"))).containsExactly("c++");
  }

  @Test
  void equalTermsAreAllReported() {
    TermMatcher matcher = new TermMatcher(List.of(Term.word("spam"), Term.word("SPAM")));
    assertThat(matcher.find("spam")).extracting(TermMatch::term).containsExactly(0, 1);
  }

  @Test
  void termOfNothingIsRefused() {
    assertThatThrownBy(() -> new TermMatcher(List.of(Term.word("\u200B"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to be found by");
  }

  @Test
  void emptyListFindsNothing() {
    assertThat(new TermMatcher(List.of()).find("anything")).isEmpty();
  }

  @Test
  void automatonFindsWhatLookingAtEachPlaceFinds() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> terms = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(80); i++) {
        terms.add(word(random, 1 + random.nextInt(8)));
      }
      String text = word(random, 2_000);
      List<String> fast = new ArrayList<>();
      TermAutomaton.of(terms, _ -> true).scan(text, (term, end) -> fast.add(term + "@" + end));
      List<String> naive = new ArrayList<>();
      for (int term = 0; term < terms.size(); term++) {
        for (int end = 0; end <= text.length(); end++) {
          if (text.substring(0, end).endsWith(terms.get(term))) {
            naive.add(term + "@" + end);
          }
        }
      }
      assertThat(fast).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(naive);
      List<String> long5 =
          naive.stream().filter(found -> terms.get(placeOf(found)).length() >= 5).toList();
      List<String> byFront = new ArrayList<>();
      TermTrie.of(terms, i -> terms.get(i).length() >= 5)
          .scanAnywhere(text, (term, end) -> byFront.add(term + "@" + end));
      assertThat(byFront).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(long5);
    }
  }

  private static int placeOf(String found) {
    return Integer.parseInt(found.substring(0, found.indexOf('@')));
  }

  @Test
  void wordsAreFoundWhereLookingAtEachPlaceFindsThem() {
    for (long seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<String> terms = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(30); i++) {
        terms.add(spaced(random, 1 + random.nextInt(5)));
      }
      String text = spaced(random, 200);
      List<String> fast = new ArrayList<>();
      TermTrie.of(terms, _ -> true).scanWords(text, (term, end) -> fast.add(term + "@" + end));
      List<String> naive = new ArrayList<>();
      for (int term = 0; term < terms.size(); term++) {
        int length = terms.get(term).length();
        for (int end = length; end <= text.length(); end++) {
          if (text.startsWith(terms.get(term), end - length)
              && isBorder(text, end - length)
              && isBorder(text, end)) {
            naive.add(term + "@" + end);
          }
        }
      }
      assertThat(fast).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(naive);
    }
  }

  private static boolean isBorder(String text, int at) {
    return at == 0
        || at == text.length()
        || !Character.isLetterOrDigit(text.charAt(at - 1))
        || !Character.isLetterOrDigit(text.charAt(at));
  }

  private static String spaced(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append("ab c+".charAt(random.nextInt(5)));
    }
    return text.toString();
  }

  private static String word(SplittableRandom random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      word.append("abcd\u4F60".charAt(random.nextInt(5)));
    }
    return word.toString();
  }

  @Test
  void hundredThousandTermsAreBuiltAndFound() {
    SplittableRandom random = new SplittableRandom(1);
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      StringBuilder term = new StringBuilder();
      for (int j = 0; j < 5 + random.nextInt(8); j++) {
        term.append((char) ('a' + random.nextInt(26)));
      }
      terms.add(Term.anywhere(term.toString()));
    }
    TermMatcher matcher = new TermMatcher(terms);
    for (int i = 0; i < terms.size(); i += 997) {
      int wanted = i;
      assertThat(matcher.find("x " + terms.get(i).text() + " y"))
          .anySatisfy(match -> assertThat(match.term()).isEqualTo(wanted));
    }
  }

  @Test
  void hostileTextsAreSearchedToo() {
    TermMatcher matcher = new TermMatcher(List.of(Term.word("hate"), Term.anywhere("oo")));
    for (long seed = 0; seed < 3_000; seed++) {
      String text = new HostileTexts(seed).next(20);
      assertThat(matcher.find(text))
          .as("seed %d", seed)
          .allSatisfy(match -> assertThat(match.span().end()).isLessThanOrEqualTo(text.length()));
    }
  }
}
