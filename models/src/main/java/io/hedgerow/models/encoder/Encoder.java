package io.hedgerow.models.encoder;

import java.util.List;

/**
 * Texts to vectors: texts of like meaning get vectors of like direction. Safe for use by many
 * threads.
 */
public interface Encoder extends AutoCloseable {

  /** What heads remember about the encoder they were trained on. */
  Identity identity();

  /** A vector for each text, in their order; the empty text has one too. Never has NaN in it. */
  List<Embedding> encode(List<String> texts);

  /** A vector for one text. */
  default Embedding encode(String text) {
    return encode(List.of(text)).getFirst();
  }

  @Override
  void close();

  /**
   * Which encoder this is.
   *
   * @param name as commands take it
   * @param sha256 of the network as it is run; another way of running it makes other vectors
   * @param dimensions length of a vector
   * @param layers how many inner layers come with each vector
   */
  record Identity(String name, String sha256, int dimensions, int layers) {}
}
