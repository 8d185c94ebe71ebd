package io.hedgerow.cli.signal;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.matching.bank.Bank;
import io.hedgerow.matching.bank.BankStage;
import io.hedgerow.matching.bank.HashBank;
import io.hedgerow.matching.image.signature.PictureHashes;
import io.hedgerow.server.bank.BankSearch;
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.scoring.TextScores;
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
        ? hashes(ImageReference.of(text))
            .flatMap(hashes -> search.nearest(signal.name(), hashes))
            .map(BankSearch.Sighting::signal)
        : Optional.empty();
  }

  private Optional<PictureHashes> hashes(ImageReference reference) {
    return switch (reference) {
      case ImageReference.Hashed(var hash, int quality) ->
          Optional.of(PictureHashes.bare(hash, quality));
      case ImageReference.Uploaded(String id) -> pictures.find(id);
      case ImageReference.Elsewhere _ -> Optional.empty();
    };
  }

  @Override
  public void close() {
    scores.close();
  }
}
