package io.hedgerow.server.bank;

import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.BankStage;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.bank.KnownHash;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the changes kept in the ledger lead to: the hashes of every bank that match now, and those
 * that are vouched for and do not match because a person or the flood guard stopped them. Readers
 * take no lock; changes come one after another.
 */
final class KnownHashes {
  private final Map<String, HashBank> banks = new ConcurrentHashMap<>();
  private final Map<Hash, Opinion> opinions = new ConcurrentHashMap<>();
  private final Map<Hash, KnownHash> stopped = new ConcurrentHashMap<>();

  /** The hashes of a bank that match, ready to be asked under any definition. */
  HashBank bank(String name) {
    return banks.computeIfAbsent(name, KnownHashes::undefined);
  }

  /** Only asked through {@link HashBank#as}. */
  private static HashBank undefined(String name) {
    return new HashBank(new Bank(name, "none", Bank.Kind.KNOWN, BankStage.RETIRED, 31, 50));
  }

  Set<String> names() {
    return new TreeSet<>(banks.keySet());
  }

  /** Whether some bank has exactly this hash and it matches. */
  boolean holds(Hash256 hash) {
    return banks.values().stream().anyMatch(bank -> !bank.holding(hash).isEmpty());
  }

  Opinion opinion(Hash hash) {
    return opinions.getOrDefault(hash, Opinion.NONE);
  }

  /**
   * The hash as its source gave it, whether it matches or not; empty when nobody vouches for it.
   */
  Optional<KnownHash> find(Hash hash) {
    return bank(hash.bank())
        .find(hash.source(), hash.name())
        .or(() -> Optional.ofNullable(stopped.get(hash)));
  }

  /** Hashes of a bank that are vouched for and do not match. */
  Map<Hash, KnownHash> stopped(String bank) {
    Map<Hash, KnownHash> found = new TreeMap<>(java.util.Comparator.comparing(Hash::toString));
    stopped.forEach((hash, known) -> {
      if (hash.bank().equals(bank)) {
        found.put(hash, known);
      }
    });
    return found;
  }

  /** All of a bank that are vouched for, in no order. */
  List<KnownHash> vouched(String bank) {
    List<KnownHash> all = new java.util.ArrayList<>(bank(bank).hashes());
    all.addAll(stopped(bank).values());
    return all;
  }

  void apply(Collection<BankChange> changes) {
    changes.forEach(this::apply);
  }

  void apply(BankChange change) {
    Hash hash = change.hash();
    switch (change.kind()) {
      case PUT -> put(hash, known(change));
      case WITHDRAW -> {
        stopped.remove(hash);
        bank(hash.bank()).withdraw(hash.source(), hash.name());
      }
      case CONFIRM -> judge(hash, Opinion.CONFIRMED);
      case DECONFIRM -> judge(hash, Opinion.DECONFIRMED);
      case SUSPEND -> judge(hash, Opinion.SUSPENDED);
    }
  }

  private void put(Hash hash, KnownHash known) {
    if (opinion(hash).matches()) {
      bank(hash.bank()).put(known);
    } else {
      stopped.put(hash, known);
    }
  }

  private void judge(Hash hash, Opinion opinion) {
    Optional<KnownHash> known = find(hash);
    opinions.put(hash, opinion);
    if (opinion.matches()) {
      stopped.remove(hash);
      known.ifPresent(bank(hash.bank())::put);
    } else {
      known.ifPresent(vouched -> stopped.put(hash, vouched));
      bank(hash.bank()).withdraw(hash.source(), hash.name());
    }
  }

  private static KnownHash known(BankChange change) {
    TreeSet<String> tags = new TreeSet<>(List.of(change.tags().split(" ")));
    tags.remove("");
    return new KnownHash(
        Hash256.parse(change.value()), change.hash().source(), change.hash().name(), tags);
  }
}
