package io.hedgerow.server.bank;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.BankDefinition;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.server.bank.BankSearch.Sighting;
import io.hedgerow.server.image.Carrier;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.KnownPictures;
import io.hedgerow.server.image.KnownPictures.Resembled;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds pictures of the past that match a bank now, and labels who carries them once somebody has
 * seen how many that would be. Reads every kept picture's hashes. Thread-safe.
 */
final class Retroactive {
  private final Images images;
  private final BankShelf shelf;
  private final Ledger ledger;

  Retroactive(Images images, BankShelf shelf, Ledger ledger) {
    this.images = images;
    this.shelf = shelf;
    this.ledger = ledger;
  }

  /** A picture of the past, the nearest hash, and who carries it. */
  record Hit(String image, Sighting sighting, List<String> entities) {}

  /**
   * What would be labelled.
   *
   * @param digest names this list: applying needs it, so that nothing is labelled unseen
   */
  record Preview(BankDefinition bank, List<Hit> hits, String digest) {
    /** Each entity once, with the nearest hash of any picture it carries, by name. */
    Map<String, Sighting> entities() {
      Map<String, Sighting> nearest = new TreeMap<>();
      for (Hit hit : hits) {
        for (String entity : hit.entities()) {
          nearest.merge(
              entity, hit.sighting(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
      }
      return nearest;
    }
  }

  /**
   * Looks, and changes nothing.
   *
   * @param only look for this one hash; empty for all of the bank
   */
  Preview preview(String bank, Optional<Hash> only) {
    BankDefinition definition =
        shelf
            .definition(bank)
            .filter(found -> found.kind() == BankDefinition.Kind.KNOWN)
            .orElseThrow(() ->
                Refusal.of(
                    ProblemType.NOT_FOUND, "the pack declares no known bank `" + bank + "`"));
    HashBank asked = asked(definition, only);
    Map<String, Sighting> found = new LinkedHashMap<>();
    images.forEach(image ->
        BankSearch.lookAlone(asked, image.hashes(), List.of()).stream()
            .findFirst()
            .filter(_ -> shelf.look(image.hashes(), List.of()).spared().isEmpty())
            .ifPresent(sighting -> found.put(image.id(), sighting)));
    if (definition.altered()) {
      addAltered(asked, found);
    }
    List<Hit> hits = hits(found);
    return new Preview(definition, hits, digest(hits));
  }

  /** Altered copies of those of the bank's pictures that were sent here. */
  private void addAltered(HashBank asked, Map<String, Sighting> found) {
    KnownPictures known = new KnownPictures();
    images
        .signed(asked.hashes().stream().map(KnownHash::hash).toList())
        .forEach(one -> known.add(one.image().id(), one.image().hashes().hash(), one.signature()));
    if (known.size() == 0) {
      return;
    }
    images.forEachSigned(picture -> {
      if (found.containsKey(picture.image().id())) {
        return;
      }
      PictureHashes hashes = picture.image().hashes();
      List<Resembled> resembled = known.search(picture.probe());
      BankSearch.lookAlone(asked, hashes, resembled).stream()
          .findFirst()
          .filter(_ -> shelf.look(hashes, images.resembled(picture.probe())).spared().isEmpty())
          .ifPresent(sighting -> found.put(picture.image().id(), sighting));
    });
  }

  /** A bank of its own, so that a draft or shadow bank can be tried out too. */
  private HashBank asked(BankDefinition definition, Optional<Hash> only) {
    Bank bank = BankSearch.bank(definition);
    HashBank asked =
        new HashBank(
            new Bank(
                bank.id(),
                bank.policy(),
                bank.kind(),
                io.hedgerow.matching.bank.BankStage.LIVE,
                bank.distance(),
                bank.minimumQuality()));
    List<KnownHash> hashes =
        only.map(hash ->
                shelf.find(hash).filter(_ -> shelf.opinion(hash).matches()).stream().toList())
            .orElseGet(() -> shelf.matching(definition.name()));
    hashes.forEach(asked::put);
    return asked;
  }

  private List<Hit> hits(Map<String, Sighting> found) {
    Map<String, List<String>> carriers = new LinkedHashMap<>();
    for (Carrier carrier : images.carriers(found.keySet())) {
      carriers.computeIfAbsent(carrier.image(), _ -> new ArrayList<>()).add(carrier.entity());
    }
    return found.entrySet().stream()
        .map(entry ->
            new Hit(
                entry.getKey(), entry.getValue(), carriers.getOrDefault(entry.getKey(), List.of())))
        .sorted((one, other) -> {
          int order = one.sighting().compareTo(other.sighting());
          return order != 0 ? order : one.image().compareTo(other.image());
        })
        .toList();
  }

  private static String digest(List<Hit> hits) {
    Digest digest = new Digest();
    hits.forEach(hit -> {
      digest.add(hit.image()).add(hit.sighting().match().known().id());
      hit.entities().forEach(digest::add);
    });
    return HexFormat.of().formatHex(digest.take(), 0, 8);
  }

  /**
   * Labels who carries a match, as one batch that can be undone as one.
   *
   * @param seen digest of the preview that was looked at
   * @throws Refusal 409 when a preview now would show something else
   */
  Written apply(
      String key, String author, String bank, Optional<Hash> only, String seen, double confidence) {
    Preview now = preview(bank, only);
    if (!now.digest().equals(seen)) {
      throw Refusal.at(
          ProblemType.CONFLICT,
          "digest",
          "what matches has changed since the preview; look again and send digest `"
              + now.digest()
              + "`");
    }
    Map<String, Sighting> entities = now.entities();
    if (entities.isEmpty()) {
      throw Refusal.of(ProblemType.NOT_FOUND, "nothing carries a picture that matches");
    }
    List<LabelWrite> writes = new ArrayList<>();
    entities.forEach((entity, sighting) ->
        writes.add(
            new LabelWrite(
                EntityId.parse(entity),
                now.bank().policy(),
                Label.VIOLATES,
                new Source(SourceKind.HASH, bank, ""),
                confidence,
                "found afterwards: %d bits from %s %s"
                    .formatted(
                        sighting.match().distance(),
                        sighting.match().known().source(),
                        sighting.match().known().id()),
                Optional.empty())));
    return Writes.refusing(() -> ledger.write(key, author, writes));
  }
}
