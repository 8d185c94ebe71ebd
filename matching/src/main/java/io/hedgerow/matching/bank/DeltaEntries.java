package io.hedgerow.matching.bank;

import io.hedgerow.matching.Hash256;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Collects changes; a bad entry becomes a fault and the others go on. Single-threaded. */
final class DeltaEntries {
  private final List<Delta.Change> changes = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private int count;

  void put(String source, String id, String hash, List<String> tags) {
    count++;
    try {
      KnownHash known = new KnownHash(Hash256.parse(hash), source, id, new TreeSet<>(tags));
      changes.add(new Delta.Change.Put(known));
    } catch (IllegalArgumentException wrong) {
      faults.add("entry %d: %s".formatted(count, wrong.getMessage()));
    }
  }

  void withdraw(String source, String id) {
    count++;
    if (id.isEmpty()) {
      faults.add("entry %d: a tombstone needs an id".formatted(count));
    } else {
      changes.add(new Delta.Change.Withdrawn(source, id));
    }
  }

  DeltaReading page(String checkpoint, boolean more) {
    return new DeltaReading.Page(new Delta(changes, checkpoint, more, faults));
  }
}
