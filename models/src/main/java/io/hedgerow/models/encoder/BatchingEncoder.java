package io.hedgerow.models.encoder;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Runs the texts of concurrent callers together. A worker takes the oldest waiting text and fills
 * its batch with waiting texts of like length; it never waits for more to come, so batches grow
 * with the load and an idle encoder answers at once. A text's vector is the same whatever shares
 * its batch. Safe for use by many threads, virtual ones too.
 */
public final class BatchingEncoder implements Encoder {
  private final OnnxEncoder encoder;
  private final WaitingTexts waiting;
  private final List<Thread> workers;

  private BatchingEncoder(OnnxEncoder encoder, WaitingTexts waiting, List<Thread> workers) {
    this.encoder = encoder;
    this.waiting = waiting;
    this.workers = workers;
  }

  /**
   * Starts the workers.
   *
   * @param encoder closed with this one
   * @param workers how many cores may encode at the same time
   * @param batch how many texts run together at most
   */
  public static BatchingEncoder start(OnnxEncoder encoder, int workers, int batch) {
    WaitingTexts waiting = new WaitingTexts(batch, workers);
    List<Thread> threads =
        IntStream.range(0, workers)
            .mapToObj(number ->
                Thread.ofPlatform()
                    .name("encoder-" + number)
                    .daemon()
                    .start(() -> work(encoder, waiting)))
            .toList();
    return new BatchingEncoder(encoder, waiting, threads);
  }

  private static void work(OnnxEncoder encoder, WaitingTexts waiting) {
    for (List<WaitingTexts.Text> batch = waiting.take(); !batch.isEmpty(); batch = waiting.take()) {
      encode(encoder, batch);
    }
  }

  /** Whatever happens, every caller gets an answer. */
  private static void encode(OnnxEncoder encoder, List<WaitingTexts.Text> batch) {
    try {
      List<Embedding> made =
          encoder.encodeTokens(batch.stream().map(WaitingTexts.Text::tokens).toList());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(made.get(i));
      }
    } catch (RuntimeException | Error failure) {
      batch.forEach(text -> text.answer().completeExceptionally(failure));
    }
  }

  @Override
  public Identity identity() {
    return encoder.identity();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if it is closed, or the network failed
   */
  @Override
  public List<Embedding> encode(List<String> texts) {
    List<CompletableFuture<Embedding>> answers = texts.stream().map(this::submit).toList();
    return answers.stream().map(BatchingEncoder::await).toList();
  }

  /** Asks for a vector and goes on; the answer comes on a worker's thread. */
  public CompletableFuture<Embedding> submit(String text) {
    return waiting.add(encoder.tokens(text));
  }

  private static Embedding await(CompletableFuture<Embedding> answer) {
    try {
      return answer.join();
    } catch (CompletionException failure) {
      throw new IllegalStateException("the text could not be encoded", failure.getCause());
    }
  }

  /** Answers what waits, then stops the workers and closes the encoder. */
  @Override
  public void close() {
    waiting.close();
    boolean interrupted = false;
    for (Thread worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException stop) {
          interrupted = true;
        }
      }
    }
    encoder.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
