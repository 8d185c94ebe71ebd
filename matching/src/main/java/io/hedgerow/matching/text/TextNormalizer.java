package io.hedgerow.matching.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a text read as it is meant to be read, and remembers where each character came from.
 *
 * <p>The steps are repeated until nothing changes, so that normalising twice is normalising once. A
 * text nested so deeply that it still changes after {@value #ROUNDS} rounds (entities in entities
 * spelled with full-width letters, and so on) loses its ampersands first. Time grows linearly with
 * length. No input throws: invalid surrogates become U+FFFD. Immutable, safe for use by many
 * threads.
 */
public final class TextNormalizer {
  private static final int ROUNDS = 6;

  private final List<Step> steps;

  /** With these steps only, in the order of {@link Step}. */
  public TextNormalizer(Set<Step> steps) {
    this.steps = List.copyOf(steps.isEmpty() ? steps : EnumSet.copyOf(steps));
  }

  /** All steps: for term lists and near-duplicates. */
  public static TextNormalizer forTerms() {
    return new TextNormalizer(EnumSet.allOf(Step.class));
  }

  /** All but the case, which says something to a person who reads the result. */
  public static TextNormalizer forModels() {
    return new TextNormalizer(EnumSet.complementOf(EnumSet.of(Step.CASE)));
  }

  /** The text as it reads, with the way back. */
  public NormalizedText normalize(String text) {
    TracedText settled = settle(TracedText.of(text));
    return new NormalizedText(text, settled);
  }

  private TracedText settle(TracedText text) {
    TracedText before = text;
    for (int round = 0; round < ROUNDS; round++) {
      TracedText after = once(before);
      if (after.text().equals(before.text())) {
        return before;
      }
      before = after;
    }
    return settle(withoutAmpersands(before));
  }

  private TracedText once(TracedText text) {
    TracedText current = text;
    for (Step step : steps) {
      current = step.undo(current);
    }
    return current;
  }

  private static TracedText withoutAmpersands(TracedText text) {
    return text.under(text.text().replace('&', ' '));
  }
}
