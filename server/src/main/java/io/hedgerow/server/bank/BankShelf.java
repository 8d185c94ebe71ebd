package io.hedgerow.server.bank;

import io.hedgerow.engine.pack.BankDefinition;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.bank.BankHistory;
import io.hedgerow.ledger.bank.BankSync;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.server.bank.BankSearch.Lookup;
import io.hedgerow.server.bank.BankSearch.Sighting;
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
  private volatile Defined defined = new Defined("", new BankSearch(Map.of()));

  private record Defined(String version, BankSearch search) {}

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

  /** Looks a picture up in every bank of the active pack that is evaluated. */
  public Lookup look(PictureHashes hashes) {
    return search().look(hashes);
  }

  /** The nearest hash of one bank, unless a negative bank spares the picture. */
  public Optional<Sighting> nearest(String bank, PictureHashes hashes) {
    return search().nearest(bank, hashes);
  }

  private BankSearch search() {
    Pack active = pack.get();
    Defined current = defined;
    if (!current.version().equals(active.version())) {
      current = new Defined(active.version(), BankSearch.of(active.banks().values(), known::bank));
      defined = current;
    }
    return current.search();
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
