package io.hedgerow.cli.text;

import io.hedgerow.cli.Progress;
import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts texts on the terminal while another encoder reads them, a slice at a time. A text's vector
 * does not depend on what shares its slice.
 *
 * @param encoder closed with this one
 */
record CountingEncoder(Encoder encoder, Progress progress) implements Encoder {

  static CountingEncoder of(Encoder encoder) {
    return new CountingEncoder(encoder, Progress.of("texts read"));
  }

  @Override
  public Identity identity() {
    return encoder.identity();
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    List<Embedding> embeddings = new ArrayList<>(texts.size());
    for (List<String> slice : Slices.of(texts)) {
      embeddings.addAll(encoder.encode(slice));
      slice.forEach(_ -> progress.step());
    }
    return embeddings;
  }

  @Override
  public void close() {
    progress.close();
    encoder.close();
  }
}
