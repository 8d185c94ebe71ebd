package io.hedgerow.cli.signal;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.matching.Hash256;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.BankStage;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.server.bank.BankSearch;
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.image.KnownPictures;
import io.hedgerow.server.image.KnownPictures.Resembled;
import io.hedgerow.server.image.SignedImage;
import io.hedgerow.server.scoring.TextScores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores and matches for packs that run without a server: the same models and the same search of
 * banks. For one thread.
 */
public final class OfflineSignals implements AutoCloseable {
  private final TextScores scores;
  private final Map<String, HashBank> banks;
  private final PictureFolder pictures;
  private final Map<String, List<Resembled>> resembled = new HashMap<>();
  private Optional<KnownPictures> known = Optional.empty();

  OfflineSignals(TextScores scores, Map<String, HashBank> banks, PictureFolder pictures) {
    this.scores = scores;
    this.banks = Map.copyOf(banks);
    this.pictures = pictures;
  }

  /** What a pack's conditions read, its banks as it defines them. */
  public Signals under(Pack pack) {
    BankSearch search =
        BankSearch.of(
            pack.banks().values(),
            name -> {
              HashBank known = banks.get(name);
              return known == null ? empty(name) : known;
            });
    return (signal, input) ->
        switch (signal.kind()) {
          case SCORE -> scores.find(signal, input);
          case MATCH -> match(search, signal, input);
        };
  }

  /** A bank of a name that is only asked under a pack's definition. */
  static HashBank empty(String name) {
    return new HashBank(new Bank(name, "none", Bank.Kind.KNOWN, BankStage.RETIRED, 31, 50));
  }

  private Optional<Object> match(BankSearch search, SignalDefinition signal, Object input) {
    return input instanceof String text
        ? nearest(search, signal.name(), ImageReference.of(text)).map(BankSearch.Sighting::signal)
        : Optional.empty();
  }

  private Optional<BankSearch.Sighting> nearest(
      BankSearch search, String bank, ImageReference reference) {
    return switch (reference) {
      case ImageReference.Hashed(var hash, int quality) ->
          search.nearest(bank, PictureHashes.bare(hash, quality), List.of());
      case ImageReference.Uploaded(String id) ->
          pictures
              .find(id)
              .flatMap(
                  picture -> search.nearest(bank, picture.image().hashes(), resembled(picture)));
      case ImageReference.Elsewhere _ -> Optional.empty();
    };
  }

  private List<Resembled> resembled(SignedImage picture) {
    return resembled.computeIfAbsent(picture.image().id(), _ -> known().search(picture.probe()));
  }

  /** The pictures of the folder that stand behind a known hash, looked for when first asked. */
  private KnownPictures known() {
    if (known.isEmpty()) {
      KnownPictures behind = new KnownPictures();
      pictures
          .all()
          .filter(picture -> holds(picture.image().hashes().hash()))
          .forEach(picture ->
              behind.add(
                  picture.image().id(), picture.image().hashes().hash(), picture.signature()));
      known = Optional.of(behind);
    }
    return known.get();
  }

  private boolean holds(Hash256 hash) {
    return banks.values().stream().anyMatch(bank -> !bank.holding(hash).isEmpty());
  }

  @Override
  public void close() {
    scores.close();
  }
}
