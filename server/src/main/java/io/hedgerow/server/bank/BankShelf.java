package io.hedgerow.server.bank;

import io.hedgerow.engine.pack.BankDefinition;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.bank.BankHistory;
import io.hedgerow.ledger.bank.BankSync;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.BankMatch;
import io.hedgerow.matching.bank.BankStage;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.PictureHashes.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The banks of the active pack with the hashes the ledger knows. Every change is in the ledger
 * before it matches. Searches take no lock. Thread-safe.
 */
public final class BankShelf {
  private final Ledger ledger;
  private final Supplier<Pack> pack;
  private final KnownHashes known = new KnownHashes();
  private volatile Defined defined = new Defined("", Map.of());

  private record Defined(String version, Map<String, HashBank> banks) {}

  private BankShelf(Ledger ledger, Supplier<Pack> pack) {
    this.ledger = ledger;
    this.pack = pack;
  }

  /** Loads every known hash. */
  public static BankShelf open(Ledger ledger, BankHistory history, Supplier<Pack> pack) {
    BankShelf shelf = new BankShelf(ledger, pack);
    history.forEach(shelf.known::apply);
    return shelf;
  }

  /**
   * A known hash near a picture.
   *
   * @param seen how the picture had to be looked at
   */
  public record Sighting(BankMatch match, Seen seen) implements Comparable<Sighting> {
    @Override
    public int compareTo(Sighting other) {
      return match.compareTo(other.match);
    }
  }

  /**
   * What was found for a picture.
   *
   * @param matches the nearest first, each hash once
   * @param spared what a negative bank knows; where there is any, {@code matches} is empty
   */
  public record Lookup(List<Sighting> matches, List<Sighting> spared) {
    public Lookup {
      matches = List.copyOf(matches);
      spared = List.copyOf(spared);
    }
  }

  /** Looks a picture up in every bank of the active pack that is evaluated. */
  public Lookup look(PictureHashes hashes) {
    Map<String, HashBank> banks = banks();
    List<Sighting> spared = spared(banks, hashes);
    if (!spared.isEmpty()) {
      return new Lookup(List.of(), spared);
    }
    List<Sighting> matches = new ArrayList<>();
    banks.values().stream()
        .filter(bank -> bank.bank().kind() == Bank.Kind.KNOWN)
        .forEach(bank -> matches.addAll(look(bank, hashes)));
    matches.sort(null);
    return new Lookup(matches, List.of());
  }

  /** The nearest hash of one bank, unless a negative bank spares the picture. */
  public Optional<Sighting> nearest(String bank, PictureHashes hashes) {
    Map<String, HashBank> banks = banks();
    HashBank asked = banks.get(bank);
    if (asked == null || asked.size() == 0) {
      return Optional.empty();
    }
    Optional<Sighting> nearest = look(asked, hashes).stream().findFirst();
    return nearest.isPresent() && spared(banks, hashes).isEmpty() ? nearest : Optional.empty();
  }

  private static List<Sighting> spared(Map<String, HashBank> banks, PictureHashes hashes) {
    List<Sighting> spared = new ArrayList<>();
    for (HashBank bank : banks.values()) {
      if (bank.bank().kind() == Bank.Kind.NEGATIVE && bank.bank().stage() == BankStage.LIVE) {
        spared.addAll(look(bank, hashes));
      }
    }
    spared.sort(null);
    return spared;
  }

  /** Each known hash once, as the nearest of the picture's hashes saw it. */
  static List<Sighting> look(HashBank bank, PictureHashes hashes) {
    Map<KnownHash, Sighting> nearest = new HashMap<>();
    for (Seen seen : hashes.seen()) {
      for (BankMatch match : bank.match(seen.hash(), seen.quality())) {
        nearest.merge(
            match.known(),
            new Sighting(match, seen),
            (one, other) -> one.compareTo(other) <= 0 ? one : other);
      }
    }
    return nearest.values().stream().sorted().toList();
  }

  private Map<String, HashBank> banks() {
    Pack active = pack.get();
    Defined current = defined;
    if (!current.version().equals(active.version())) {
      Map<String, HashBank> banks = new HashMap<>();
      active
          .banks()
          .forEach((name, definition) -> banks.put(name, known.bank(name).as(bank(definition))));
      current = new Defined(active.version(), Map.copyOf(banks));
      defined = current;
    }
    return current.banks();
  }

  /** A canary is asked like a live bank: the engine says for whom it has effect. */
  static Bank bank(BankDefinition definition) {
    return new Bank(
        definition.name(),
        definition.policy(),
        switch (definition.kind()) {
          case KNOWN -> Bank.Kind.KNOWN;
          case NEGATIVE -> Bank.Kind.NEGATIVE;
        },
        switch (definition.stage()) {
          case Stage.Draft _ -> BankStage.DRAFT;
          case Stage.Shadow _ -> BankStage.SHADOW;
          case Stage.Canary _, Stage.Live _ -> BankStage.LIVE;
          case Stage.Retired _ -> BankStage.RETIRED;
        },
        definition.distance(),
        definition.minimumQuality());
  }

  /** The bank's definition in the active pack. */
  public Optional<BankDefinition> definition(String bank) {
    return Optional.ofNullable(pack.get().banks().get(bank));
  }

  /** Names of banks that the pack declares or that have hashes. */
  public List<String> names() {
    java.util.Set<String> names = known.names();
    names.addAll(pack.get().banks().keySet());
    return List.copyOf(names);
  }

  /** How many hashes of a bank match. */
  public int size(String bank) {
    return known.bank(bank).size();
  }

  /** The hashes of a bank that match, in no order. */
  List<KnownHash> matching(String bank) {
    return List.copyOf(known.bank(bank).hashes());
  }

  /** All hashes of a bank that somebody vouches for, by source and id. */
  public List<KnownHash> vouched(String bank) {
    return known.vouched(bank).stream()
        .sorted(java.util.Comparator.comparing(KnownHash::source).thenComparing(KnownHash::id))
        .toList();
  }

  /** Hashes that are vouched for and stopped, by name. */
  public Map<Hash, KnownHash> stopped(String bank) {
    return known.stopped(bank);
  }

  public Optional<KnownHash> find(Hash hash) {
    return known.find(hash);
  }

  public Opinion opinion(Hash hash) {
    return known.opinion(hash);
  }

  /** Keeps changes, then lets them take effect, in order. */
  public synchronized void change(
      String author, List<BankChange> changes, Optional<BankSync> sync) {
    ledger.changeBanks(author, changes, sync);
    known.apply(changes);
  }
}
