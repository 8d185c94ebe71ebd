package io.hedgerow.server.scoring;

import io.hedgerow.engine.Signals;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.models.classifier.Occlusion;
import io.hedgerow.models.classifier.TextClassifier;
import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.server.model.Placements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * What {@code score.NAME} reads: the probability that the text in the signal's field breaks policy
 * NAME ({@code score.self_harm} for {@code self-harm}). Texts that were announced with {@link
 * #prepare} are scored together with others on the way, before the engine asks; a text asked twice
 * is scored once. Absent where no model is for that policy, or the field is no text. Safe for use
 * by many threads.
 */
public final class TextScores implements Signals, AutoCloseable {
  private static final int REMEMBERED = 20_000;

  private final Supplier<TextClassifier> opening;
  private final Supplier<Placements> placements;
  private final ExecutorService scoring = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Asked, CompletableFuture<Map<String, Double>>> scores =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Asked, CompletableFuture<Map<String, Double>>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private Optional<TextClassifier> classifier = Optional.empty();

  /**
   * A text, and which models answered.
   *
   * @param version of the placements
   */
  private record Asked(String text, long version) {}

  /** Scores with what the classifier holds and no registered model. */
  public TextScores(Supplier<TextClassifier> opening) {
    this(opening, () -> Placements.NONE);
  }

  /**
   * @param opening opens the classifier when the first text is to be scored, so that packs without
   *     scores cost nothing
   * @param placements which registered models answer now
   */
  public TextScores(Supplier<TextClassifier> opening, Supplier<Placements> placements) {
    this.opening = opening;
    this.placements = placements;
  }

  /** Begins to score a text that the engine will probably ask for. */
  public void prepare(String text) {
    scores(text);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the classifier cannot be opened or run; the rule that asked is
   *     then skipped and says so
   */
  @Override
  public Optional<Object> find(SignalDefinition signal, Object input) {
    if (signal.kind() != SignalDefinition.Kind.SCORE || !(input instanceof String text)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(scores(text).join().get(signal.name()));
    } catch (CompletionException failure) {
      forget(text);
      throw new IllegalStateException(
          "score." + signal.name() + " cannot be computed: " + failure.getCause(), failure);
    }
  }

  /**
   * Which words of a text a score comes from, heaviest first, by what it loses without each.
   *
   * @param name of the score, as {@code score.NAME} has it
   * @return empty when there is no such score
   * @throws IllegalStateException if the classifier cannot be opened or run
   */
  public List<Occlusion.Part> explain(String name, String text) {
    try {
      return scores(text).join().containsKey(name)
          ? Occlusion.explain(text, variants -> scores(name, variants))
          : List.of();
    } catch (CompletionException failure) {
      forget(text);
      throw new IllegalStateException(
          "score." + name + " cannot be explained: " + failure.getCause(), failure);
    }
  }

  private List<Double> scores(String name, List<String> texts) {
    List<CompletableFuture<Map<String, Double>>> asked = texts.stream().map(this::scores).toList();
    return asked.stream().map(each -> each.join().getOrDefault(name, 0.0)).toList();
  }

  private CompletableFuture<Map<String, Double>> scores(String text) {
    Placements now = placements.get();
    synchronized (scores) {
      return scores.computeIfAbsent(
          new Asked(text, now.version()),
          _ -> CompletableFuture.supplyAsync(() -> score(now, text), scoring));
    }
  }

  private void forget(String text) {
    synchronized (scores) {
      scores.remove(new Asked(text, placements.get().version()));
    }
  }

  private Map<String, Double> score(Placements now, String text) {
    TextClassifier open = classifier();
    Map<String, Double> byName = new LinkedHashMap<>();
    now.score(open.models(), text, open.read(text))
        .forEach((policy, score) -> byName.put(policy.replace('-', '_'), score));
    return byName;
  }

  /** Embeddings of texts; empty while no pack has asked for a score, so that no encoder is open. */
  public Optional<double[][]> embed(List<String> texts) {
    return opened()
        .map(open -> open.embed(texts).stream().map(TextScores::doubles).toArray(double[][]::new));
  }

  private static double[] doubles(Embedding embedding) {
    double[] vector = new double[embedding.vector().length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = embedding.vector()[i];
    }
    return vector;
  }

  private synchronized Optional<TextClassifier> opened() {
    return classifier;
  }

  private synchronized TextClassifier classifier() {
    if (classifier.isEmpty()) {
      classifier = Optional.of(opening.get());
    }
    return classifier.get();
  }

  @Override
  public void close() {
    scoring.close();
    synchronized (this) {
      classifier.ifPresent(TextClassifier::close);
    }
  }
}
