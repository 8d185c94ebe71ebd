package io.hedgerow.server.image;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.image.signature.ImageSignature;
import io.hedgerow.matching.image.signature.SignatureIndex;
import io.hedgerow.matching.image.signature.SignatureMatch;
import io.hedgerow.matching.image.signature.SignatureProbe;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pictures that somebody has reason to look for: those behind known hashes, as far as they were
 * sent here, and those that were judged. With their signatures, copies that were cropped, turned a
 * little or written over are found too, which a hash alone cannot. Some 15 KB of memory a picture.
 * Pictures are only added: whether what they stand for still holds is asked when they are found.
 * Thread-safe; searches take no lock.
 */
public final class KnownPictures {
  private final SignatureIndex index = new SignatureIndex();
  private final Map<Integer, Known> byNumber = new ConcurrentHashMap<>();
  private final Set<String> images = ConcurrentHashMap.newKeySet();

  private record Known(String image, Hash256 hash) {}

  /**
   * A known picture of which another is a copy.
   *
   * @param hash the known picture's PDQ hash
   */
  public record Resembled(String image, Hash256 hash, SignatureMatch match) {}

  /** Adds a picture once. */
  public synchronized void add(String image, Hash256 hash, ImageSignature signature) {
    if (images.add(image)) {
      byNumber.put(index.add(signature), new Known(image, hash));
    }
  }

  boolean contains(String image) {
    return images.contains(image);
  }

  /** Grows with every picture: what was searched at the same size was searched among all. */
  public int size() {
    return byNumber.size();
  }

  /** Every known picture that the probe is a copy of, the surest first. */
  public List<Resembled> search(SignatureProbe probe) {
    return index.search(probe).stream()
        .flatMap(found -> {
          Known known = byNumber.get(found.picture());
          return known == null // being added
              ? java.util.stream.Stream.<Resembled>empty()
              : java.util.stream.Stream.of(
                  new Resembled(known.image(), known.hash(), found.match()));
        })
        .toList();
  }
}
