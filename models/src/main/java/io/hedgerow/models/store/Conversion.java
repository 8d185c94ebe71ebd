package io.hedgerow.models.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Makes a model's files of a package that does not hold them as they are used. */
@FunctionalInterface
public interface Conversion {

  /**
   * The files' contents by {@link PinnedFile#entry}; the same bytes for the same package.
   *
   * @param archive the package
   * @param work a folder for what is needed meanwhile
   * @throws IOException if the package is not what was pinned
   */
  Map<String, byte[]> convert(Path archive, Path work) throws IOException;
}
