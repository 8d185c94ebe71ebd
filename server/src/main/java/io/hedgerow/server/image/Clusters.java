package io.hedgerow.server.image;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.PictureHashes.Seen;
import io.hedgerow.matching.image.signature.SignatureMatch;
import io.hedgerow.matching.image.signature.SignatureMatching;
import io.hedgerow.matching.index.HashIndex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * Which pictures are near-duplicates. A cluster is named after its first picture; a new picture
 * joins when one of its hashes comes within 31 bits of one of the first picture's, and laid over
 * each other the two look alike. Only first pictures are in memory, about 400 bytes each. Searches
 * take no lock.
 */
final class Clusters {
  /** The PDQ distance up to which the field takes pictures to be the same. */
  static final int DISTANCE = 31;

  private static final int LEAST_QUALITY = 50;
  private static final int MOST_CANDIDATES = 32;

  private final Function<String, Optional<ImageSignature>> signatures;
  private final HashIndex index = new HashIndex();
  private final Owners owners = new Owners();

  /**
   * @param signatures of first pictures by id
   */
  Clusters(Function<String, Optional<ImageSignature>> signatures) {
    this.signatures = signatures;
  }

  /** A first picture that another is like. */
  record Like(String image, SignatureMatch match) {}

  /** Adds the first picture of a cluster. */
  synchronized void add(String image, PictureHashes hashes) {
    for (Seen seen : hashes.seen()) {
      if (seen.turn() == Turn.ORIGINAL && seen.quality() >= LEAST_QUALITY) {
        owners.add(image); // before it can be found
        index.add(seen.hash());
      }
    }
  }

  /** The first pictures that this one is like, the surest first. */
  List<Like> like(Picture picture) {
    List<Like> found = new ArrayList<>();
    for (String candidate : candidates(picture.hashes())) {
      signatures
          .apply(candidate)
          .flatMap(known -> SignatureMatching.match(picture.probe(), known))
          .ifPresent(match -> found.add(new Like(candidate, match)));
    }
    found.sort((one, other) -> one.match().compareTo(other.match()));
    return found;
  }

  private Set<String> candidates(PictureHashes hashes) {
    Set<String> named = new LinkedHashSet<>();
    for (Seen seen : hashes.seen()) {
      if (seen.quality() >= LEAST_QUALITY && named.size() < MOST_CANDIDATES) {
        index.search(seen.hash(), DISTANCE).stream()
            .limit(MOST_CANDIDATES)
            .forEach(hit -> named.add(owners.of(hit.slot())));
      }
    }
    return named;
  }

  /** Whether two pictures' hashes say directly that they are the same, in any turn or frame. */
  static boolean same(PictureHashes one, PictureHashes other) {
    for (Seen here : one.seen()) {
      for (Seen there : other.seen()) {
        Hash256 hash = there.hash();
        if (there.turn() == Turn.ORIGINAL && here.hash().distance(hash) <= DISTANCE) {
          return true;
        }
      }
    }
    return false;
  }

  /** The picture of each slot, in blocks so that adding copies little. */
  private static final class Owners {
    private static final int BLOCK = 1 << 12;
    private final List<String[]> blocks = new CopyOnWriteArrayList<>();
    private int size;

    void add(String image) {
      if (size % BLOCK == 0) {
        blocks.add(new String[BLOCK]);
      }
      blocks.getLast()[size % BLOCK] = image;
      size++;
    }

    String of(int slot) {
      return blocks.get(slot / BLOCK)[slot % BLOCK];
    }
  }
}
