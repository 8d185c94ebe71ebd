package io.hedgerow.models.classifier;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads texts for models of several encoders. Each encoder is opened when a model first needs it.
 * Safe for use by many threads.
 */
public final class TextReaders implements AutoCloseable {
  private final Opening opening;
  private final Map<String, Encoder> open = new HashMap<>();

  /**
   * @param opening opens an encoder; it is closed with these readers
   */
  public TextReaders(Opening opening) {
    this.opening = opening;
  }

  /** For models of this encoder alone, which is closed with these readers. */
  static TextReaders of(Encoder encoder) {
    TextReaders readers =
        new TextReaders(identity -> {
          throw new IllegalArgumentException("encoder `" + identity.name() + "` is not here");
        });
    readers.open.put(encoder.identity().sha256(), encoder);
    return readers;
  }

  /** Opens the encoder that models were trained on. */
  @FunctionalInterface
  public interface Opening {
    /**
     * @throws RuntimeException if it is not here, or another than these models read
     */
    Encoder open(Encoder.Identity identity);
  }

  /** What models of this encoder see of the texts, in their order. */
  public List<TextReader.Reading> read(Encoder.Identity encoder, List<String> texts) {
    return new TextReader(encoder(encoder)).read(texts);
  }

  /** The vectors of this encoder for the texts, in their order. */
  List<Embedding> embed(Encoder.Identity encoder, List<String> texts) {
    return encoder(encoder).encode(texts);
  }

  private synchronized Encoder encoder(Encoder.Identity identity) {
    return open.computeIfAbsent(identity.sha256(), _ -> opening.open(identity));
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Encoder::close);
    open.clear();
  }
}
