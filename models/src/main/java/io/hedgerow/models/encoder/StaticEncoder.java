package io.hedgerow.models.encoder;

import io.hedgerow.models.store.Sha256;
import io.hedgerow.models.tokenizer.WordPiece;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fast tier: a text's vector is the sum of its pieces' vectors in a table distilled from a
 * network. Knows words, not their order; some hundred times as fast as the network. Safe for use by
 * many threads.
 */
public final class StaticEncoder implements Encoder {
  private final WordPiece tokenizer;
  private final StaticTable table;
  private final Identity identity;
  private final int maximumTokens;

  StaticEncoder(WordPiece tokenizer, StaticTable table, Identity identity, int maximumTokens) {
    this.tokenizer = tokenizer;
    this.table = table;
    this.identity = identity;
    this.maximumTokens = maximumTokens;
  }

  /**
   * Reads the table of a network from a file, or makes it and keeps it there: some ten seconds,
   * once.
   *
   * @param network what the table is distilled from; may be closed afterwards
   */
  static StaticEncoder distil(String name, OnnxEncoder network, Path file) throws IOException {
    WordPiece tokenizer = network.tokenizer();
    Optional<StaticTable> kept = StaticTable.read(file, tokenizer.size());
    StaticTable table;
    if (kept.isPresent()) {
      table = kept.get();
    } else {
      table = StaticTable.build(tokenizer, network::encodeTokens);
      table.write(file);
    }
    // Two processors may differ in the last bits of a table, which no head notices: what counts is
    // the network and the recipe.
    String recipe = StaticTable.RECIPE + network.identity().sha256();
    Identity identity =
        new Identity(
            name, Sha256.of(recipe.getBytes(StandardCharsets.UTF_8)), table.dimensions(), 0);
    return new StaticEncoder(tokenizer, table, identity, network.maximumTokens());
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    List<Embedding> made = new ArrayList<>(texts.size());
    for (String text : texts) {
      made.add(embedding(tokenizer.encode(text, maximumTokens)));
    }
    return made;
  }

  private Embedding embedding(int[] tokens) {
    int size = table.dimensions();
    float[] values = table.values();
    float[] sum = new float[size];
    for (int token : tokens) {
      int from = token * size;
      for (int i = 0; i < size; i++) {
        sum[i] += values[from + i];
      }
    }
    Embedding.scaleToLengthOne(sum, 0, size);
    return new Embedding(sum, new float[0]);
  }

  @Override
  public void close() {}
}
