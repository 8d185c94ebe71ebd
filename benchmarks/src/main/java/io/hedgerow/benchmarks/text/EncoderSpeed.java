package io.hedgerow.benchmarks.text;

import io.hedgerow.models.encoder.BatchingEncoder;
import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.encoder.OnnxEncoder;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Texts a second of many callers: one text at a time against batches across callers. */
final class EncoderSpeed {
  private static final int CALLERS = 64;
  private static final int TEXTS = 4_000;
  private static final int BATCH = 8;

  private final List<String> texts;
  private final PrintWriter out;

  /**
   * @param from texts of mixed lengths
   */
  EncoderSpeed(List<String> from, PrintWriter out) {
    List<String> shuffled = new ArrayList<>(from);
    Collections.shuffle(shuffled, new Random(1));
    this.texts = shuffled;
    this.out = out;
  }

  /** What a run came to. */
  private record Measured(double textsPerSecond, double p50Millis, double p99Millis) {}

  void run(OnnxEncoder encoder) {
    int cores = Runtime.getRuntime().availableProcessors();
    Encoder serial = new Serial(encoder);
    BatchingEncoder batching = BatchingEncoder.start(encoder, cores, BATCH);
    measure(encoder, cores, TEXTS / 4);
    out.println("## Speed of the encoder\n");
    out.printf(Locale.ROOT, "MiniLM int8, mixed lengths of two sets, %d cores.%n%n", cores);
    out.println("| callers | how | texts/s | p50 ms | p99 ms |\n|---|---|---|---|---|");
    print("one text at a time", CALLERS, measure(serial, CALLERS, TEXTS));
    print("each caller for itself", CALLERS, measure(encoder, CALLERS, TEXTS));
    print("batches across callers", CALLERS, measure(batching, CALLERS, TEXTS));
    print("alone, directly", 1, measure(encoder, 1, TEXTS / 4));
    print("alone, through batching", 1, measure(batching, 1, TEXTS / 4));
    out.println();
    out.flush();
    batching.close();
  }

  private void print(String how, int callers, Measured measured) {
    out.printf(
        Locale.ROOT,
        "| %d | %s | %,.0f | %.1f | %.1f |%n",
        callers,
        how,
        measured.textsPerSecond(),
        measured.p50Millis(),
        measured.p99Millis());
    out.flush();
  }

  private Measured measure(Encoder encoder, int callers, int count) {
    AtomicInteger next = new AtomicInteger();
    double[] millis = new double[count];
    CountDownLatch done = new CountDownLatch(callers);
    long start = System.nanoTime();
    for (int caller = 0; caller < callers; caller++) {
      Thread.ofVirtual()
          .start(() -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              long asked = System.nanoTime();
              encoder.encode(texts.get(i % texts.size()));
              millis[i] = (System.nanoTime() - asked) / 1e6;
            }
            done.countDown();
          });
    }
    await(done);
    double seconds = (System.nanoTime() - start) / 1e9;
    Arrays.sort(millis);
    return new Measured(count / seconds, millis[count / 2], millis[count * 99 / 100]);
  }

  private static void await(CountDownLatch done) {
    try {
      done.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** One text at a time, whoever asks. */
  private record Serial(Encoder encoder) implements Encoder {
    @Override
    public Identity identity() {
      return encoder.identity();
    }

    @Override
    public synchronized List<Embedding> encode(List<String> texts) {
      return encoder.encode(texts);
    }

    @Override
    public void close() {}
  }
}
