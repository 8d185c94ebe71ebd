package io.hedgerow.models.store;

import java.util.List;

/**
 * A model this release knows: the package it comes in and what every file of it must hash to. A
 * package that changed under its coordinates is refused.
 *
 * @param name as commands take it
 * @param purpose one line for people
 * @param licence of the weights, as an SPDX expression
 * @param bytes size of the package, for people who are about to fetch it
 */
public record PinnedModel(
    String name,
    String purpose,
    String licence,
    ModelPackage source,
    long bytes,
    List<PinnedFile> files) {
  public PinnedModel {
    files = List.copyOf(files);
  }

  /**
   * The file of this name.
   *
   * @throws IllegalArgumentException if the model has none
   */
  public PinnedFile file(String file) {
    return files.stream()
        .filter(each -> each.name().equals(file))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("model `" + name + "` has no file `" + file + "`"));
  }
}
