package io.hedgerow.matching.bank;

import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.index.HashIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A bank with its hashes, ready to be asked. A source's id holds one hash: putting it again
 * replaces it, withdrawing it makes it stop matching at once. Searching takes no lock; changes take
 * one among themselves.
 */
public final class HashBank {
  private final Bank bank;
  private final HashIndex index;
  private final Map<Integer, KnownHash> bySlot;
  private final Map<Key, Integer> slots;

  private record Key(String source, String id) {
    static Key of(KnownHash known) {
      return new Key(known.source(), known.id());
    }
  }

  public HashBank(Bank bank) {
    this(bank, new HashIndex(), new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  private HashBank(
      Bank bank, HashIndex index, Map<Integer, KnownHash> bySlot, Map<Key, Integer> slots) {
    this.bank = bank;
    this.index = index;
    this.bySlot = bySlot;
    this.slots = slots;
  }

  /** The same hashes under another definition; what is put into one is in the other too. */
  public HashBank as(Bank changed) {
    return new HashBank(changed, index, bySlot, slots);
  }

  public Bank bank() {
    return bank;
  }

  /** Adds a hash; if the source gave one under this id before, that one stops matching. */
  public void put(KnownHash known) {
    synchronized (slots) {
      putAlone(known);
    }
  }

  private void putAlone(KnownHash known) {
    Key key = Key.of(known);
    Integer before = slots.get(key);
    if (before != null && known.equals(bySlot.get(before))) {
      return;
    }
    int slot = index.slots();
    bySlot.put(slot, known); // before it can be found
    index.add(known.hash());
    slots.put(key, slot);
    if (before != null) {
      drop(before);
    }
  }

  /** The hash stops matching; false if there was none. */
  public boolean withdraw(String source, String id) {
    synchronized (slots) {
      Integer slot = slots.remove(new Key(source, id));
      if (slot == null) {
        return false;
      }
      drop(slot);
      return true;
    }
  }

  private void drop(int slot) {
    index.remove(slot);
    bySlot.remove(slot);
  }

  /** What the source said under this id. */
  public Optional<KnownHash> find(String source, String id) {
    Integer slot = slots.get(new Key(source, id));
    return slot == null ? Optional.empty() : Optional.ofNullable(bySlot.get(slot));
  }

  /** All hashes, in no order. */
  public Collection<KnownHash> hashes() {
    return List.copyOf(bySlot.values());
  }

  public int size() {
    return slots.size();
  }

  /** Those that are exactly this hash and match now, in the order of their names. */
  public List<KnownHash> holding(Hash256 hash) {
    return index.search(hash, 0).stream()
        .map(hit -> bySlot.get(hit.slot()))
        .filter(Objects::nonNull) // withdrawn since
        .sorted(Comparator.comparing(KnownHash::source).thenComparing(KnownHash::id))
        .toList();
  }

  /** Known hashes near to a picture's, the nearest first; none for too poor a picture. */
  public List<BankMatch> match(Hash256 hash, int quality) {
    if (quality < bank.minimumQuality() || !bank.stage().matches()) {
      return List.of();
    }
    List<BankMatch> matches = new ArrayList<>();
    for (HashIndex.Hit hit : index.search(hash, bank.distance())) {
      KnownHash known = bySlot.get(hit.slot());
      if (known != null) { // else withdrawn since
        matches.add(new BankMatch(bank, known, hit.distance()));
      }
    }
    matches.sort(null);
    return matches;
  }
}
