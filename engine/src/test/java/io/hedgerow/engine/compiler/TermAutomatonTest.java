package io.hedgerow.engine.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.compiler.Expr.Place;
import io.hedgerow.engine.compiler.TermAutomaton.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TermAutomatonTest {
  private static final String LETTERS = "aabbcé\uD83D\uDE00";

  @Test
  void findsWhatStringMethodsFind() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      List<Term> terms = new ArrayList<>();
      for (int i = random.nextInt(1, 100); i > 0; i--) {
        Place place = Place.values()[random.nextInt(3)];
        terms.add(new Term(place, text(random, 1 + random.nextInt(5))));
      }
      TermAutomaton automaton = TermAutomaton.of(terms);
      for (int i = 0; i < 20; i++) {
        String text = text(random, random.nextInt(30));
        long[] found = automaton.scan(text);
        for (int term = 0; term < terms.size(); term++) {
          assertThat(Support.isFound(found, term))
              .as("seed %d: %s in %s", seed, terms.get(term), text)
              .isEqualTo(naive(terms.get(term), text))
              .isEqualTo(automaton.has(text, term));
        }
      }
    }
  }

  @Test
  void manyKindsOfCharactersAreTold() {
    List<Term> terms = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      terms.add(new Term(Place.ANYWHERE, "x" + (char) (0x4E00 + i) + "a"));
    }
    TermAutomaton automaton = TermAutomaton.of(terms);
    long[] found = automaton.scan("..x" + (char) (0x4E00 + 300) + "ab");
    assertThat(Support.isFound(found, 300)).isTrue();
    assertThat(Support.isFound(found, 299)).isFalse();
  }

  private static boolean naive(Term term, String text) {
    return switch (term.place()) {
      case ANYWHERE -> text.contains(term.text());
      case START -> text.startsWith(term.text());
      case END -> text.endsWith(term.text());
    };
  }

  private static String text(SplittableRandom random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
