package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.LabelledText;
import io.hedgerow.models.classifier.Learner;
import io.hedgerow.models.encoder.BatchingEncoder;
import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.encoder.OnnxEncoder;
import io.hedgerow.models.starter.Starters;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** How fast texts are encoded, and a head of 64 examples a class is learned. */
final class EncoderSpeed {
  private static final int CALLERS = 64;
  private static final int TEXTS = 1_500;
  private static final int ROUNDS = 5;
  private static final int QUICK_TEXTS = 200_000;
  private static final int SHOTS = 64;
  private static final int POOL = 200;

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

  private enum Way {
    SERIAL("one text at a time"),
    CORES("each caller for itself, as many at a time as there are cores"),
    BATCHES("batches across callers");

    final String title;

    Way(String title) {
      this.title = title;
    }
  }

  /** What a run came to. */
  private record Measured(double textsPerSecond, double p50Millis, double p99Millis) {

    static Measured median(List<Measured> rounds) {
      return new Measured(
          median(rounds.stream().mapToDouble(Measured::textsPerSecond).toArray()),
          median(rounds.stream().mapToDouble(Measured::p50Millis).toArray()),
          median(rounds.stream().mapToDouble(Measured::p99Millis).toArray()));
    }

    private static double median(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }

  /**
   * Many callers, three ways.
   *
   * @param encoder closed afterwards
   */
  void run(OnnxEncoder encoder) {
    int cores = Runtime.getRuntime().availableProcessors();
    BatchingEncoder batching = BatchingEncoder.start(encoder, cores, Encoders.BATCH);
    Map<Way, Encoder> ways = new EnumMap<>(Way.class);
    ways.put(Way.SERIAL, new Limited(encoder, new Semaphore(1, true)));
    ways.put(Way.CORES, new Limited(encoder, new Semaphore(cores, true)));
    ways.put(Way.BATCHES, batching);
    measure(batching, CALLERS, TEXTS);
    out.println("## Speed of the encoder\n");
    out.printf(
        Locale.ROOT,
        "MiniLM int8, %d texts of two sets, shuffled (median %d, 95th percentile %d tokens), %d"
            + " cores; medians of %d rounds in turn.%n%n",
        TEXTS,
        tokens(encoder, 0.5),
        tokens(encoder, 0.95),
        cores,
        ROUNDS);
    out.println("| callers | how | texts/s | p50 ms | p99 ms |\n|---|---|---|---|---|");
    Map<Way, Measured> crowd = inTurn(ways, CALLERS, TEXTS);
    crowd.forEach((way, measured) -> print(CALLERS, way, measured));
    inTurn(ways, 1, TEXTS / 3).forEach((way, measured) -> print(1, way, measured));
    double rate = crowd.values().stream().mapToDouble(Measured::textsPerSecond).max().orElse(1) / 2;
    out.printf(Locale.ROOT, "%nArriving at random, %.0f a second:%n%n", rate);
    out.println("| how | p50 ms | p99 ms |\n|---|---|---|");
    for (Way way : List.of(Way.CORES, Way.BATCHES)) {
      Measured measured = arriving(encoder(ways, way), rate);
      out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f |%n",
          way.title,
          measured.p50Millis(),
          measured.p99Millis());
    }
    out.println();
    out.flush();
    batching.close();
  }

  private static Encoder encoder(Map<Way, Encoder> ways, Way way) {
    return Optional.ofNullable(ways.get(way)).orElseThrow();
  }

  private int tokens(OnnxEncoder encoder, double share) {
    int[] lengths =
        texts.stream()
            .limit(TEXTS)
            .mapToInt(text -> encoder.tokens(text).length)
            .sorted()
            .toArray();
    return lengths[(int) (share * lengths.length)];
  }

  /** Rounds of all ways in turn, so that a slow minute of the machine hits all of them. */
  private Map<Way, Measured> inTurn(Map<Way, Encoder> ways, int callers, int count) {
    Map<Way, List<Measured>> rounds = new EnumMap<>(Way.class);
    for (int round = 0; round < ROUNDS; round++) {
      ways.forEach((way, encoder) ->
          rounds
              .computeIfAbsent(way, _ -> new ArrayList<>())
              .add(measure(encoder, callers, count)));
    }
    Map<Way, Measured> medians = new EnumMap<>(Way.class);
    rounds.forEach((way, each) -> medians.put(way, Measured.median(each)));
    return medians;
  }

  private void print(int callers, Way way, Measured measured) {
    out.printf(
        Locale.ROOT,
        "| %d | %s | %,.0f | %.1f | %.1f |%n",
        callers,
        way.title,
        measured.textsPerSecond(),
        measured.p50Millis(),
        measured.p99Millis());
    out.flush();
  }

  /** Callers are threads of the system: a virtual one would hold its carrier inside the network. */
  private Measured measure(Encoder encoder, int callers, int count) {
    AtomicInteger next = new AtomicInteger();
    double[] millis = new double[count];
    CountDownLatch done = new CountDownLatch(callers);
    long start = System.nanoTime();
    for (int caller = 0; caller < callers; caller++) {
      Thread.ofPlatform()
          .start(() -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
              millis[i] = timed(encoder, i);
            }
            done.countDown();
          });
    }
    await(done);
    return measured(millis, start);
  }

  /** Texts that come one by one, whether or not the last ones are answered. */
  private Measured arriving(Encoder encoder, double rate) {
    double[] millis = new double[TEXTS];
    CountDownLatch done = new CountDownLatch(TEXTS);
    Random random = new Random(3);
    long start = System.nanoTime();
    double due = start;
    for (int i = 0; i < TEXTS; i++) {
      due -= Math.log(1 - random.nextDouble()) / rate * 1e9;
      for (long rest = (long) due - System.nanoTime();
          rest > 0;
          rest = (long) due - System.nanoTime()) {
        LockSupport.parkNanos(rest);
      }
      int text = i;
      Thread.ofPlatform()
          .start(() -> {
            millis[text] = timed(encoder, text);
            done.countDown();
          });
    }
    await(done);
    return measured(millis, start);
  }

  private double timed(Encoder encoder, int text) {
    long asked = System.nanoTime();
    encoder.encode(texts.get(text % texts.size()));
    return (System.nanoTime() - asked) / 1e6;
  }

  private static Measured measured(double[] millis, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    int count = millis.length;
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

  /** One caller that gives many texts at once. */
  void alone(Encoder quick) {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < QUICK_TEXTS; i++) {
      many.add(texts.get(i % texts.size()));
    }
    double[] perSecond = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int from = 0; from < QUICK_TEXTS; from += 1_000) {
        quick.encode(many.subList(from, from + 1_000));
      }
      perSecond[round] = QUICK_TEXTS / ((System.nanoTime() - start) / 1e9);
    }
    out.printf(
        Locale.ROOT,
        "`%s`, one thread, the same texts: %,.0f texts/s.%n%n",
        quick.identity().name(),
        Measured.median(perSecond));
    out.flush();
  }

  /** From texts to a model: embeddings, the policy's text, directions, all of it. */
  void learning(TextTask task, Encoder encoder) {
    TextTask.Draw draw = task.draw(SHOTS, POOL, 1);
    List<LabelledText> labelled =
        draw.train().stream()
            .map(row ->
                new LabelledText(
                    task.texts().get(row), Map.of(task.policy(), task.positive()[row])))
            .toList();
    List<String> pool = draw.pool().stream().map(task.texts()::get).toList();
    Learner learner = new Learner(encoder, Starters.directionsFor(encoder.identity().sha256()));
    double[] seconds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      learner.learn(
          new Learner.Task(
              task.policy(),
              Starters.findPolicy(task.policy()),
              labelled,
              pool,
              Optional.empty(),
              1,
              List.of()));
      seconds[round] = (System.nanoTime() - start) / 1e9;
    }
    out.printf(
        Locale.ROOT,
        "A head of %d examples a class with policy text, directions and %d unlabelled texts, on one"
            + " thread, embeddings included: %.1f s, the first time %.1f s.%n%n",
        SHOTS,
        pool.size(),
        Measured.median(seconds),
        seconds[0]);
    out.flush();
  }

  /** Texts one by one, at most so many at a time, first come first served. */
  private record Limited(Encoder encoder, Semaphore places) implements Encoder {
    @Override
    public Identity identity() {
      return encoder.identity();
    }

    @Override
    public List<Embedding> encode(List<String> texts) {
      places.acquireUninterruptibly();
      try {
        return encoder.encode(texts);
      } finally {
        places.release();
      }
    }

    @Override
    public void close() {}
  }
}
