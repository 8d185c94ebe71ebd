package io.hedgerow.models.classifier;

import java.util.Map;

/**
 * A text and what is known of it.
 *
 * @param labels by policy, whether it breaks it; an absent policy is unknown, not negative
 * @param origin what it shares with others, such as its author or template: what is judged on one
 *     of them is not learned from another. Empty where that is not known
 */
public record LabelledText(String text, Map<String, Boolean> labels, String origin) {
  public LabelledText {
    labels = Map.copyOf(labels);
  }

  /** Of unknown origin. */
  public LabelledText(String text, Map<String, Boolean> labels) {
    this(text, labels, "");
  }
}
