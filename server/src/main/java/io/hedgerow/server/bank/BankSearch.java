package io.hedgerow.server.bank;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.BankDefinition;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.BankMatch;
import io.hedgerow.matching.bank.BankStage;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.matching.image.Turn;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.matching.image.signature.PictureHashes.Seen;
import io.hedgerow.matching.image.signature.SignatureMatch;
import io.hedgerow.server.image.KnownPictures.Resembled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The banks of one pack, asked together. The same search answers live events, backtests and the
 * match explorer. Searches take no lock. Thread-safe.
 *
 * @param banks by name, under the pack's definitions
 * @param altered names of those that also match altered copies of pictures that were sent here
 */
public record BankSearch(Map<String, HashBank> banks, Set<String> altered) {
  public BankSearch {
    banks = Map.copyOf(banks);
    altered = Set.copyOf(altered);
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
    return new BankSearch(
        banks,
        definitions.stream()
            .filter(BankDefinition::altered)
            .map(BankDefinition::name)
            .collect(Collectors.toSet()));
  }

  /**
   * A known hash near a picture, or one whose picture this is an altered copy of.
   *
   * @param match its distance is the bank's largest where only the signature told
   * @param part what of the picture had to be looked at
   * @param turn how that had to be turned
   * @param likeness of the two pictures laid over each other, where only the signature told
   */
  public record Sighting(BankMatch match, String part, Turn turn, Optional<SignatureMatch> likeness)
      implements Comparable<Sighting> {
    private static Sighting of(BankMatch match, Seen seen) {
      return new Sighting(match, seen.part().words(), seen.turn(), Optional.empty());
    }

    private static Sighting of(Bank bank, KnownHash known, SignatureMatch likeness) {
      return new Sighting(
          new BankMatch(bank, known, bank.distance()),
          "an altered copy",
          likeness.turn(),
          Optional.of(likeness));
    }

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

  /**
   * Looks a picture up in every bank that is evaluated.
   *
   * @param resembled known pictures that it is a copy of by its signature
   */
  public Lookup look(PictureHashes hashes, List<Resembled> resembled) {
    List<Sighting> spared = spared(hashes, resembled);
    if (!spared.isEmpty()) {
      return new Lookup(List.of(), spared);
    }
    List<Sighting> matches = new ArrayList<>();
    banks.values().stream()
        .filter(bank -> bank.bank().kind() == Bank.Kind.KNOWN)
        .forEach(bank -> matches.addAll(look(bank, hashes, resembled)));
    matches.sort(null);
    return new Lookup(matches, List.of());
  }

  /** The nearest hash of one bank, unless a negative bank spares the picture. */
  public Optional<Sighting> nearest(String bank, PictureHashes hashes, List<Resembled> resembled) {
    HashBank asked = banks.get(bank);
    if (asked == null || asked.size() == 0) {
      return Optional.empty();
    }
    Optional<Sighting> nearest = look(asked, hashes, resembled).stream().findFirst();
    return nearest.isPresent() && spared(hashes, resembled).isEmpty() ? nearest : Optional.empty();
  }

  private List<Sighting> spared(PictureHashes hashes, List<Resembled> resembled) {
    List<Sighting> spared = new ArrayList<>();
    for (HashBank bank : banks.values()) {
      if (bank.bank().kind() == Bank.Kind.NEGATIVE && bank.bank().stage() == BankStage.LIVE) {
        spared.addAll(look(bank, hashes, resembled));
      }
    }
    spared.sort(null);
    return spared;
  }

  /** Each known hash once, as the nearest of the picture's hashes, or its signature, saw it. */
  private List<Sighting> look(HashBank bank, PictureHashes hashes, List<Resembled> resembled) {
    return lookAlone(bank, hashes, altered.contains(bank.bank().id()) ? resembled : List.of());
  }

  /** The same for one bank alone, altered copies included. */
  static List<Sighting> lookAlone(HashBank bank, PictureHashes hashes, List<Resembled> resembled) {
    Map<KnownHash, Sighting> nearest = new HashMap<>();
    for (Seen seen : hashes.seen()) {
      for (BankMatch match : bank.match(seen.hash(), seen.quality())) {
        nearest.merge(
            match.known(),
            Sighting.of(match, seen),
            (one, other) -> one.compareTo(other) <= 0 ? one : other);
      }
    }
    if (bank.bank().stage().matches()) {
      for (Resembled one : resembled) {
        for (KnownHash known : bank.holding(one.hash())) {
          nearest.putIfAbsent(known, Sighting.of(bank.bank(), known, one.match()));
        }
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
