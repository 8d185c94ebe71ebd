package io.hedgerow.matching.text;

import java.util.Arrays;
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

  private static final int ALL_TRAITS = -1;

  private final List<Step> spelling;
  private final boolean lowers;

  /** With these steps only, in the order of {@link Step}. */
  public TextNormalizer(Set<Step> steps) {
    this.spelling =
        Arrays.stream(Step.values())
            .filter(step -> step != Step.CASE && steps.contains(step))
            .toList();
    this.lowers = steps.contains(Step.CASE);
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
    return new NormalizedText(text, trace(text));
  }

  TracedText trace(String text) {
    return settle(TracedText.of(text));
  }

  private TracedText settle(TracedText text) {
    TracedText before = text;
    for (int round = 0; round < ROUNDS; round++) {
      int traits = Traits.of(before.text());
      TracedText spelled = undo(spelling, before, traits);
      TracedText after =
          lowers ? Step.CASE.undo(spelled, spelled == before ? traits : ALL_TRAITS) : spelled;
      // In ASCII the case of a letter decides nothing but itself: no need to look again.
      boolean onlyCase = spelled == before && (traits & Traits.BEYOND_ASCII) == 0;
      if (onlyCase || after.text().equals(before.text())) {
        return after;
      }
      before = after;
    }
    return settle(withoutAmpersands(before));
  }

  private static TracedText undo(List<Step> steps, TracedText text, int traits) {
    TracedText current = text;
    int known = traits;
    for (Step step : steps) {
      TracedText next = step.undo(current, known);
      known = next == current ? known : ALL_TRAITS;
      current = next;
    }
    return current;
  }

  private static TracedText withoutAmpersands(TracedText text) {
    return text.under(text.text().replace('&', ' '));
  }
}
