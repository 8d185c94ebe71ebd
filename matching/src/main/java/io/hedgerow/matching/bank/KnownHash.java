package io.hedgerow.matching.bank;

import io.hedgerow.matching.Hash256;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A hash that somebody vouches for.
 *
 * @param hash of the picture
 * @param source who says so, for example {@code ncmec}; may be empty in files of bare hashes
 * @param id the source's own name for it, unique within the source; by default the hash itself
 * @param tags what the source says about it, for example {@code a1}
 */
public record KnownHash(Hash256 hash, String source, String id, SortedSet<String> tags) {
  public KnownHash {
    if (id.isEmpty()) {
      throw new IllegalArgumentException("a known hash needs an id");
    }
    tags = java.util.Collections.unmodifiableSortedSet(new TreeSet<>(tags));
  }

  /** A hash without further words. */
  public static KnownHash bare(Hash256 hash) {
    return new KnownHash(hash, "", hash.toString(), new TreeSet<>());
  }
}
