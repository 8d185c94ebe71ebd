package io.hedgerow.models.classifier;

import io.hedgerow.models.store.ModelCatalogue;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.tokenizer.TokenizerFile;
import io.hedgerow.models.tokenizer.WordPiece;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Some twenty thousand English words in the order of frequency: those that the default encoder's
 * vocabulary, which comes with the program, has a piece of its own for.
 */
final class CommonWords {
  private static final String FIRST_WORD = "the";
  private static final Map<String, Integer> RANKS = read();

  private CommonWords() {}

  /** A word's place, from 1; 0 for one that is none of them. In small letters. */
  static int rank(String word) {
    return RANKS.getOrDefault(word, 0);
  }

  private static Map<String, Integer> read() {
    try {
      ModelStore builtIn =
          new ModelStore(
              Path.of("none"),
              (source, _) -> {
                throw new IOException("the default encoder comes with the program: " + source);
              });
      WordPiece pieces =
          TokenizerFile.readJson(builtIn.read(ModelCatalogue.MINILM, ModelCatalogue.TOKENIZER));
      Map<String, Integer> ranks = HashMap.newHashMap(pieces.size());
      int id = 0;
      while (id < pieces.size() && !pieces.piece(id).equals(FIRST_WORD)) {
        id++;
      }
      for (int place = 1; id < pieces.size(); id++, place++) {
        ranks.put(pieces.piece(id), place);
      }
      return ranks;
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
