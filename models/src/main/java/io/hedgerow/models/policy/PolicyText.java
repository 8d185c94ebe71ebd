package io.hedgerow.models.policy;

import java.util.List;

/**
 * What a policy says, as far as a classifier can use it.
 *
 * @param id such as {@code hate}
 * @param title what people call it
 * @param definition sentences that say what breaks the policy
 * @param covers short examples of what breaks it, or descriptions of such
 * @param excludes look-alikes that do not break it
 */
public record PolicyText(
    String id, String title, List<String> definition, List<String> covers, List<String> excludes) {
  public PolicyText {
    definition = List.copyOf(definition);
    covers = List.copyOf(covers);
    excludes = List.copyOf(excludes);
    if (definition.isEmpty() && covers.isEmpty()) {
      throw new IllegalArgumentException(
          "policy `" + id + "` needs a text or examples of what it covers");
    }
  }
}
