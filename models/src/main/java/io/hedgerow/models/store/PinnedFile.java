package io.hedgerow.models.store;

/**
 * One file of a model.
 *
 * @param name its name in the store
 * @param entry its path inside the package
 * @param sha256 what its content must hash to, 64 lower-case hex digits
 */
public record PinnedFile(String name, String entry, String sha256) {
  public PinnedFile {
    Sha256.requireHex(sha256);
  }
}
