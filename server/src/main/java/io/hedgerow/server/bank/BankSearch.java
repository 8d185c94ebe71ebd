package io.hedgerow.server.bank;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.BankDefinition;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.BankMatch;
import io.hedgerow.matching.bank.BankStage;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.PictureHashes.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The banks of one pack, asked together. The same search answers live events, backtests and the
 * match explorer. Searches take no lock. Thread-safe.
 *
 * @param banks by name, under the pack's definitions
 */
public record BankSearch(Map<String, HashBank> banks) {
  public BankSearch {
    banks = Map.copyOf(banks);
  }

  /**
   * Banks as a pack defines them.
   *
   * @param hashes the hashes of a bank by its name
   */
  public static BankSearch of(
      Collection<BankDefinition> definitions, Function<String, HashBank> hashes) {
    Map<String, HashBank> banks = new HashMap<>();
    definitions.forEach(definition ->
        banks.put(definition.name(), hashes.apply(definition.name()).as(bank(definition))));
    return new BankSearch(banks);
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

    /** What {@code match.BANK} reads and the decision records. */
    public Signals.Match signal() {
      KnownHash known = match.known();
      return new Signals.Match(match.distance(), known.source(), known.id());
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

  /** Looks a picture up in every bank that is evaluated. */
  public Lookup look(PictureHashes hashes) {
    List<Sighting> spared = spared(hashes);
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
    HashBank asked = banks.get(bank);
    if (asked == null || asked.size() == 0) {
      return Optional.empty();
    }
    Optional<Sighting> nearest = look(asked, hashes).stream().findFirst();
    return nearest.isPresent() && spared(hashes).isEmpty() ? nearest : Optional.empty();
  }

  private List<Sighting> spared(PictureHashes hashes) {
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
}
