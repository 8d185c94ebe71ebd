package io.hedgerow.models.classifier;

import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.FewShot;
import io.hedgerow.models.head.Groups;
import io.hedgerow.models.head.Knowledge;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.head.ManyShot;
import io.hedgerow.models.policy.PolicyText;
import io.hedgerow.models.policy.ZeroShot;
import io.hedgerow.models.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Learns a model for a policy from whatever there is: its text, a handful of labels, or many. The
 * same call climbs the whole ladder. The same inputs give the same model, byte for byte.
 */
public final class Learner {
  /** From here on, labels teach more than the policy's text and other tasks do. */
  public static final int MANY = 400;

  private static final int LARGEST_POOL = 1_000;

  private final Encoder encoder;
  private final List<LinearHead> directions;

  /**
   * @param directions heads of other tasks, such as the starter classifiers'; may be empty
   */
  public Learner(Encoder encoder, List<LinearHead> directions) {
    this.encoder = encoder;
    this.directions = List.copyOf(directions);
  }

  /**
   * What a model is learned from.
   *
   * @param policy id of the policy
   * @param text its written text, when there is one
   * @param labelled texts whose label for this policy may be known; the others are left out
   * @param unlabelled texts of the community, at most 1,000 of which are looked at
   * @param prevalence share of the community's texts that break the policy, where it is known; the
   *     probabilities then hold for the community and not for the labelled sample
   */
  public record Task(
      String policy,
      Optional<PolicyText> text,
      List<LabelledText> labelled,
      List<String> unlabelled,
      Optional<Double> prevalence,
      long seed,
      List<String> sources) {
    public Task {
      labelled = List.copyOf(labelled);
      unlabelled = List.copyOf(unlabelled);
      sources = List.copyOf(sources);
      prevalence.ifPresent(share -> {
        if (!(share > 0 && share < 1)) {
          throw new IllegalArgumentException("prevalence must be in (0, 1), was " + share);
        }
      });
    }
  }

  /** A labelled text with a known label. */
  private record Known(String text, boolean positive, String origin) {}

  /**
   * Learns.
   *
   * @throws IllegalArgumentException if there is too little to learn from; the message says what is
   *     missing
   */
  public TextModel learn(Task task) {
    List<Known> known = known(task);
    long positives = known.stream().filter(Known::positive).count();
    if (known.isEmpty()) {
      return zeroShot(task);
    }
    if (positives == 0 || positives == known.size()) {
      throw new IllegalArgumentException(
          "policy `%s` needs labelled texts of both kinds, had %d that break it and %d that do not"
              .formatted(task.policy(), positives, known.size() - positives));
    }
    return known.size() < MANY ? fewShot(task, known) : manyShot(task, known);
  }

  /** In an order drawn by the seed, so that what is held back is no stretch of the file. */
  private static List<Known> known(Task task) {
    List<Known> known = new ArrayList<>();
    for (LabelledText each : task.labelled()) {
      Boolean label = each.labels().get(task.policy());
      if (label != null) {
        known.add(new Known(each.text(), label, each.origin()));
      }
    }
    Collections.shuffle(known, new Random(task.seed()));
    return known;
  }

  private TextModel zeroShot(Task task) {
    PolicyText policy =
        task.text()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "policy `%s` has neither a text nor labels to learn from"
                        .formatted(task.policy())));
    List<float[]> pool = pool(task);
    if (pool.size() < 2) {
      throw new IllegalArgumentException(
          "without labels, texts of the community are needed to know what is ordinary");
    }
    LinearHead head =
        ZeroShot.calibrated(ZeroShot.head(policy, encoder), pool, task.prevalence().orElse(0.05));
    return model(
        task, head, Optional.empty(), LogitScale.NONE, TextModel.Method.ZERO_SHOT, List.of());
  }

  private TextModel fewShot(Task task, List<Known> known) {
    List<TextReader.Reading> readings = readings(known);
    List<float[]> features = readings.stream().map(TextReader.Reading::features).toList();
    Knowledge knowledge =
        new Knowledge(
            task.text().map(policy -> ZeroShot.head(policy, encoder)), directions, pool(task));
    boolean[] labels = labels(known);
    FewShot.Trained trained = FewShot.train(features, labels, groups(readings, known), knowledge);
    LogitScale scale = scale(task, trained.leftOut(), labels, known);
    return model(task, trained.head(), Optional.empty(), scale, TextModel.Method.FEW_SHOT, known);
  }

  private TextModel manyShot(Task task, List<Known> known) {
    List<TextReader.Reading> readings = readings(known);
    List<ManyShot.Example> examples = new ArrayList<>();
    for (int i = 0; i < readings.size(); i++) {
      TextReader.Reading reading = readings.get(i);
      examples.add(
          new ManyShot.Example(reading.features(), reading.ngrams(), known.get(i).positive()));
    }
    ManyShot.Trained trained = ManyShot.train(examples, groups(readings, known));
    LogitScale scale = scale(task, trained.heldBack(), trained.heldBackPositive(), known);
    TextModel linear =
        model(
            task,
            trained.head(),
            Optional.of(trained.ngrams()),
            scale,
            TextModel.Method.MANY_SHOT,
            known);
    return linear.withHidden(trained.hidden());
  }

  private List<TextReader.Reading> readings(List<Known> known) {
    return new TextReader(encoder).read(known.stream().map(Known::text).toList());
  }

  private static Groups groups(List<TextReader.Reading> readings, List<Known> known) {
    return Groups.of(
        readings.stream().map(TextReader.Reading::ngrams).toList(),
        known.stream().map(Known::origin).toList());
  }

  /** Fits the scale, then moves it from the sample's share of breaches to the community's. */
  private static LogitScale scale(Task task, double[] logits, boolean[] labels, List<Known> known) {
    LogitScale fitted = LogitScale.fit(logits, labels);
    if (task.prevalence().isEmpty()) {
      return fitted;
    }
    double positives = known.stream().filter(Known::positive).count();
    return fitted.moved(positives / known.size(), task.prevalence().get());
  }

  private TextModel model(
      Task task,
      LinearHead head,
      Optional<float[]> ngrams,
      LogitScale scale,
      TextModel.Method method,
      List<Known> known) {
    int positives = (int) known.stream().filter(Known::positive).count();
    StringBuilder data = new StringBuilder();
    known.forEach(
        each -> data.append(each.positive()).append('\t').append(each.text()).append('\n'));
    return new TextModel(
        task.policy(),
        encoder.identity(),
        head,
        ngrams,
        scale,
        new TextModel.Provenance(
            method,
            positives,
            known.size() - positives,
            Math.min(task.unlabelled().size(), LARGEST_POOL),
            task.seed(),
            known.isEmpty() ? "" : Sha256.of(data.toString().getBytes(StandardCharsets.UTF_8)),
            task.sources()));
  }

  private List<float[]> pool(Task task) {
    List<String> texts = new ArrayList<>(task.unlabelled());
    Collections.shuffle(texts, new Random(task.seed()));
    return features(texts.subList(0, Math.min(texts.size(), LARGEST_POOL)));
  }

  private List<float[]> features(List<String> texts) {
    return new TextReader(encoder).features(texts);
  }

  private static boolean[] labels(List<Known> known) {
    boolean[] labels = new boolean[known.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = known.get(i).positive();
    }
    return labels;
  }
}
