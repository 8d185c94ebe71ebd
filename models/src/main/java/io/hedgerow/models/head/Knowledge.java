package io.hedgerow.models.head;

import java.util.List;
import java.util.Optional;

/**
 * What is known before the first label.
 *
 * @param policy a head made from the policy's written text
 * @param directions heads learned on other tasks; what they tell apart is likely to matter here too
 * @param pool features of unlabelled texts of the community, to know what is ordinary; may be empty
 */
public record Knowledge(
    Optional<LinearHead> policy, List<LinearHead> directions, List<float[]> pool) {

  /** Nothing is known. */
  public static final Knowledge NONE = new Knowledge(Optional.empty(), List.of(), List.of());

  public Knowledge {
    directions = List.copyOf(directions);
    pool = List.copyOf(pool);
  }
}
