package io.hedgerow.models.classifier;

import java.util.Map;

/**
 * A text and what is known of it.
 *
 * @param labels by policy, whether it breaks it; an absent policy is unknown, not negative
 */
public record LabelledText(String text, Map<String, Boolean> labels) {
  public LabelledText {
    labels = Map.copyOf(labels);
  }
}
