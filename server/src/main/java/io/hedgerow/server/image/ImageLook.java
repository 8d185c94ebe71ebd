package io.hedgerow.server.image;

import java.util.Map;
import java.util.Optional;

/**
 * What networks made of a picture when it was sent.
 *
 * @param kinds a probability for each kind of picture; empty when nothing asked for it then
 * @param words what is written in it, perhaps nothing; empty when nothing asked for it then
 */
public record ImageLook(Optional<Map<String, Double>> kinds, Optional<String> words) {
  /** Before the name of a policy, among the kinds: what a head learned from pictures says. */
  public static final String HEAD = "policy:";

  /** Not looked at. */
  public static final ImageLook NONE = new ImageLook(Optional.empty(), Optional.empty());

  public ImageLook {
    kinds = kinds.map(Map::copyOf);
  }
}
