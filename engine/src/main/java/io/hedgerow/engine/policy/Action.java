package io.hedgerow.engine.policy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An enforcement action: what is done to an entity or its owner. Declared from mildest to hardest,
 * so that {@link #compareTo} ranks them. What comes in from outside is an event, never an action.
 */
public enum Action {
  NONE,
  /** Shown with a notice. */
  LABEL,
  /** Left up, but kept out of search, recommendations and notifications as surfaces say. */
  LIMIT,
  /** Hidden behind a screen that a viewer can pass. */
  INTERSTITIAL,
  /** Shown to adults only. */
  AGE_GATE,
  /** Taken down. */
  REMOVE,
  /** The owner is told; nothing else changes. */
  WARN,
  /** Counts against the owner until it expires. */
  STRIKE,
  /** The account cannot act, for a time or until lifted. */
  SUSPEND;

  /** The word used in packs, the API and screens: {@code age_gate}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The action of that word. */
  public static Optional<Action> find(String word) {
    return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
  }

  /** Every word there is, mildest first. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Action::word).toList();
  }
}
