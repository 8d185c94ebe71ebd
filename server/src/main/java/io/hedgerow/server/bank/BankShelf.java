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
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.KnownPictures.Resembled;
import io.hedgerow.server.image.Newcomers;
import io.hedgerow.server.image.SignedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The banks of the active pack with the hashes the ledger knows. Every change is in the ledger
 * before it matches. Searches take no lock. Thread-safe.
 */
public final class BankShelf implements Newcomers {
  private final Ledger ledger;
  private final Supplier<Pack> pack;
  private final Images images;
  private final KnownHashes known = new KnownHashes();
  private volatile Defined defined = new Defined("", new BankSearch(Map.of(), Set.of()));

  private record Defined(String version, BankSearch search) {}

  private BankShelf(Ledger ledger, Supplier<Pack> pack, Images images) {
    this.ledger = ledger;
    this.pack = pack;
    this.images = images;
  }

  /** Loads every known hash, and the pictures behind them that were sent here. */
  public static BankShelf open(
      Ledger ledger, BankHistory history, Supplier<Pack> pack, Images images) {
    BankShelf shelf = new BankShelf(ledger, pack, images);
    history.forEach(shelf.known::apply);
    shelf
        .known
        .names()
        .forEach(
            bank -> images.learn(shelf.known.vouched(bank).stream().map(KnownHash::hash).toList()));
    return shelf;
  }

  /** Looks up now what the events that carry the picture will ask for. */
  @Override
  public void arrived(SignedImage picture) {
    learn(picture);
    images.resembled(new ImageReference.Uploaded(picture.image().id()));
  }

  /** Looks for altered copies of a picture from now on if it stands behind a known hash. */
  private void learn(SignedImage picture) {
    if (known.holds(picture.image().hashes().hash())) {
      images.learn(picture);
    }
  }

  /** Looks a picture up in every bank of the active pack that is evaluated. */
  public Lookup look(PictureHashes hashes, List<Resembled> resembled) {
    return search().look(hashes, resembled);
  }

  /** The nearest hash of one bank, unless a negative bank spares the picture. */
  public Optional<Sighting> nearest(String bank, PictureHashes hashes, List<Resembled> resembled) {
    return search().nearest(bank, hashes, resembled);
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
    images.learn(
        changes.stream()
            .flatMap(change -> known.find(change.hash()).stream())
            .map(KnownHash::hash)
            .toList());
  }
}
