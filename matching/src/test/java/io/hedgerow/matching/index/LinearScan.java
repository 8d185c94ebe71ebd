package io.hedgerow.matching.index;

import io.hedgerow.matching.Hash256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The index's definition: look at every hash. */
final class LinearScan {
  private final Map<Integer, Hash256> hashes = new TreeMap<>();

  void add(int slot, Hash256 hash) {
    hashes.put(slot, hash);
  }

  void remove(int slot) {
    hashes.remove(slot);
  }

  List<HashIndex.Hit> search(Hash256 query, int distance) {
    List<HashIndex.Hit> hits = new ArrayList<>();
    hashes.forEach((slot, hash) -> {
      if (hash.distance(query) <= distance) {
        hits.add(new HashIndex.Hit(slot, hash.distance(query)));
      }
    });
    hits.sort(null);
    return hits;
  }
}
