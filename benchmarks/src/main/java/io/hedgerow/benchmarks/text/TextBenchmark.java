package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.LogitScale;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.encoder.OnnxEncoder;
import io.hedgerow.models.evaluation.ScoredLabels;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.policy.PolicyText;
import io.hedgerow.models.policy.ZeroShot;
import io.hedgerow.models.starter.Starters;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code hedgerow bench text} runs: one Markdown section a part. */
public final class TextBenchmark {
  private final Path data;
  private final Path cache;
  private final ModelStore store;
  private final PrintWriter out;
  private final ManyLabels labels;

  /**
   * @param data the folder {@code text} of the evaluation data
   * @param cache where vectors are kept between runs
   */
  public TextBenchmark(Path data, Path cache, ModelStore store, PrintWriter out) {
    this.data = data;
    this.cache = cache;
    this.store = store;
    this.out = out;
    labels = new ManyLabels(out);
  }

  /** What can be run by itself. */
  public enum Part {
    /** From a policy's text alone. */
    ZERO_SHOT,
    /** 8 to 64 examples a class. */
    CURVES,
    /** Starter classifiers on sets they never saw, and by HateCheck's functions. */
    TRANSFER,
    /** All open labels, against TF-IDF. */
    LABELS,
    /** Look-alike letters and the like. */
    ROBUSTNESS,
    /** Groups and twins. */
    FAIRNESS,
    /** Calibration, and thresholds that keep a promise. */
    HONESTY,
    /** What was tried beside the heads that ship. */
    ALTERNATIVES,
    /** English heads on other languages, with the multilingual encoder. */
    LANGUAGES,
    /** The default encoder beside the fast tier. */
    TIERS,
    /** Many callers of the encoder. */
    SPEED
  }

  /** Runs some parts, in their own order. */
  public void run(Set<Part> parts, int seeds) throws IOException {
    try (OnnxEncoder encoder = Encoders.openMiniLm(store)) {
      Vectors vectors = new Vectors(encoder, cache);
      Map<String, TextTask> tasks = tasks(vectors);
      StarterTraining training = new StarterTraining(tasks, vectors);
      for (Part part : Part.values()) {
        if (parts.contains(part)) {
          run(part, seeds, vectors, tasks, training);
          out.flush();
        }
      }
    }
  }

  private void run(
      Part part, int seeds, Vectors vectors, Map<String, TextTask> tasks, StarterTraining training)
      throws IOException {
    Encoder encoder = vectors.encoder();
    switch (part) {
      case ZERO_SHOT -> zeroShot(tasks, policies(encoder), training);
      case CURVES -> curves(tasks, learning(seeds, training, encoder));
      case TRANSFER -> {
        Transfer transfer = new Transfer(tasks, training, out);
        transfer.starters();
        transfer.everyHead(more(vectors));
        transfer.unseen(
            more("hatemoji_check", "hate", "templ_id", vectors),
            more("xstest", "unsafe", "", vectors),
            more("wiki_context_toxicity", "toxic", "", vectors));
        transfer.functions(TextSet.read(data, "hatecheck").rows());
      }
      case LABELS -> labels.run(manyLabels(tasks, vectors));
      case ROBUSTNESS ->
          new Robustness(TextSet.read(data, "hatecheck"), vectors, out)
              .run(training.findWithout("hate", "hatecheck").orElseThrow());
      case FAIRNESS -> new Fairness(data, tasks, training, vectors, out).run();
      case HONESTY -> {
        Honesty honesty = new Honesty(out);
        honesty.head("Calibration and promises: starter classifiers on sets they never saw");
        for (TextTask task : tasks.values()) {
          Optional<TextModel> model = training.findWithout(task.policy(), task.set());
          if (model.isPresent()) {
            honesty.row(task, unseen(task, model.get()));
          }
        }
        honesty.head("Calibration and promises: heads trained on labels of the set");
        for (TextTask task : manyLabels(tasks, vectors)) {
          honesty.row(task, labels.scored(task));
        }
        out.println();
      }
      case ALTERNATIVES ->
          new Alternatives(learning(seeds, training, encoder), out)
              .run(hard(tasks), List.of(task(tasks, "toxigen_human"), task(tasks, "edos")));
      case LANGUAGES -> languages();
      case TIERS -> tiers(seeds, vectors, tasks);
      case SPEED -> speed(tasks, encoder);
    }
  }

  private void tiers(int seeds, Vectors vectors, Map<String, TextTask> tasks) throws IOException {
    Tiers tiers = new Tiers(out);
    Encoder usual = vectors.encoder();
    tiers.add("minilm", tasks, policies(usual), seeds, usual.identity().dimensions());
    try (Encoder quick = Encoders.open(store, Encoders.STATIC)) {
      Map<String, TextTask> again = tasks(new Vectors(quick, cache));
      tiers.add(Encoders.STATIC, again, policies(quick), seeds, quick.identity().dimensions());
      tiers.run();
    }
  }

  private void languages() throws IOException {
    try (OnnxEncoder multilingual = Encoders.openMultilingual(store)) {
      new Languages(data, new Vectors(multilingual, cache), out)
          .run(List.of("hatecheck", "measuring_hate_speech"));
    } catch (ModelUnavailable missing) {
      out.println("Left out: " + missing.getMessage() + "\n");
    }
  }

  private void speed(Map<String, TextTask> tasks, Encoder encoder) throws IOException {
    EncoderSpeed speed = new EncoderSpeed(mixed(tasks), out);
    speed.run(Encoders.openMiniLm(store));
    try (Encoder quick = Encoders.open(store, Encoders.STATIC)) {
      speed.alone(quick);
    }
    speed.learning(task(tasks, "edos"), encoder);
  }

  private static LearningCurves learning(int seeds, StarterTraining training, Encoder encoder) {
    return new LearningCurves(
        seeds, training.directions(), policies(encoder), encoder.identity().dimensions());
  }

  private static List<TextTask> hard(Map<String, TextTask> tasks) {
    return Arrays.stream(TextTask.Question.values())
        .filter(question -> question.hard)
        .map(question -> task(tasks, question.title()))
        .toList();
  }

  private static TextTask task(Map<String, TextTask> tasks, String name) {
    return Optional.ofNullable(tasks.get(name)).orElseThrow();
  }

  private static ScoredLabels unseen(TextTask task, TextModel model) {
    LogitScale scale = StarterTraining.asTrained(model);
    double[] scores =
        Arrays.stream(model.head().logits(task.features())).map(scale::probability).toArray();
    return new ScoredLabels(scores, task.positive());
  }

  private List<TextTask> manyLabels(Map<String, TextTask> tasks, Vectors vectors)
      throws IOException {
    List<TextTask> many = new ArrayList<>();
    for (TextTask task : tasks.values()) {
      if (!task.set().equals("openai_moderation") && !task.set().equals("hatecheck")) {
        many.add(task);
      }
    }
    TextSet youtube = TextSet.read(data, "youtube_spam");
    many.add(TextTask.of("youtube_spam, by row", "spam", "spam", "", youtube, vectors));
    TextSet openai = TextSet.read(data, "openai_moderation");
    many.add(TextTask.of("openai any", "any", "any", "", openai, vectors));
    many.addAll(more(vectors));
    many.sort(Comparator.comparingInt(task -> task.positive().length));
    return many;
  }

  private List<TextTask> more(Vectors vectors) throws IOException {
    return List.of(
        more("wiki_toxicity_fuzzed", "toxic", "rev_id", vectors),
        more("spamassassin", "spam", "", vectors));
  }

  private TextTask more(String set, String label, String group, Vectors vectors)
      throws IOException {
    return TextTask.of(set, label, label, group, TextSet.read(data, set), vectors);
  }

  private static List<String> mixed(Map<String, TextTask> tasks) {
    List<String> mixed = new ArrayList<>();
    tasks.values().stream()
        .filter(task -> List.of("openai S", "hatecheck").contains(task.name()))
        .forEach(task -> mixed.addAll(task.texts()));
    return mixed;
  }

  /** Trains what ships and writes it into a folder. */
  public void trainStarters(Path folder) throws IOException {
    try (OnnxEncoder encoder = Encoders.openMiniLm(store)) {
      Vectors vectors = new Vectors(encoder, cache);
      StarterTraining training = new StarterTraining(tasks(vectors), vectors);
      Files.write(folder.resolve("directions.jsonl"), lines(training.directions()));
      Files.write(folder.resolve("classifiers.jsonl"), lines(training.train()));
    }
  }

  /** Measures what ships and writes its cards into a folder. */
  public void writeCards(Path folder) throws IOException {
    try (OnnxEncoder encoder = Encoders.openMiniLm(store)) {
      new StarterCards(data, new Vectors(encoder, cache)).write(Starters.classifiers(), folder);
    }
  }

  private static byte[] lines(List<TextModel> models) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (TextModel model : models) {
      out.writeBytes(TextModelFile.write(model));
      out.write('\n');
    }
    return out.toByteArray();
  }

  private Map<String, TextTask> tasks(Vectors vectors) throws IOException {
    Map<String, TextTask> tasks = new LinkedHashMap<>();
    Map<String, TextSet> sets = new LinkedHashMap<>();
    for (TextTask.Question question : TextTask.Question.values()) {
      TextSet set = sets.get(question.set);
      if (set == null) {
        set = TextSet.read(data, question.set);
        sets.put(question.set, set);
      }
      tasks.put(question.title(), TextTask.of(question, set, vectors));
    }
    return tasks;
  }

  private static Map<String, LinearHead> policies(Encoder encoder) {
    Map<String, LinearHead> heads = new LinkedHashMap<>();
    for (PolicyText policy : Starters.policies()) {
      heads.put(policy.id(), ZeroShot.head(policy, encoder));
    }
    return heads;
  }

  private void zeroShot(
      Map<String, TextTask> tasks, Map<String, LinearHead> policies, StarterTraining training)
      throws IOException {
    out.println("## Zero-shot from policy text\n");
    out.println("| set | policy | AUROC from the text alone |\n|---|---|---|");
    for (TextTask task : tasks.values()) {
      LinearHead head = policies.get(task.policy());
      if (head != null) {
        String area = Ranking.interval(head.logits(task.features()), task.positive());
        out.printf("| %s | %s | %s |%n", task.name(), task.policy(), area);
      }
    }
    TextTask hatecheck = tasks.get("hatecheck");
    LinearHead hate = policies.get("hate");
    if (hatecheck != null && hate != null) {
      LinearHead starter =
          training
              .findWithout("hate", "hatecheck")
              .orElseThrow()
              .head()
              .standardised(hatecheck.features());
      LinearHead text = hate.standardised(hatecheck.features());
      double[] joined = new double[hatecheck.positive().length];
      for (int i = 0; i < joined.length; i++) {
        float[] features = hatecheck.features().get(i);
        joined[i] = starter.logit(features) + text.logit(features);
      }
      out.printf(
          Locale.ROOT,
          "%nHateCheck with the starter classifier alone: %s; joined with the text: %s.%n%n",
          Ranking.interval(starter.logits(hatecheck.features()), hatecheck.positive()),
          Ranking.interval(joined, hatecheck.positive()));
    }
    out.flush();
  }

  private void curves(Map<String, TextTask> tasks, LearningCurves curves) {
    for (int shots : LearningCurves.SHOTS) {
      out.printf("## %d examples a class%n%n| set |", shots);
      for (LearningCurves.Way way : LearningCurves.Way.values()) {
        out.print(" " + way.title + " |");
      }
      out.println("\n|---|" + "---|".repeat(LearningCurves.Way.values().length));
      Map<LearningCurves.Way, double[]> hard = new LinkedHashMap<>();
      int hardSets = 0;
      for (TextTask.Question question : TextTask.Question.values()) {
        TextTask task = tasks.get(question.title());
        if (task == null || curves.curve(task, shots, LearningCurves.Way.NAIVE).length == 0) {
          continue;
        }
        out.print("| " + question.title() + " |");
        for (LearningCurves.Way way : LearningCurves.Way.values()) {
          double[] areas = curves.curve(task, shots, way);
          out.printf(Locale.ROOT, " %.3f ± %.3f |", Ranking.mean(areas), Ranking.deviation(areas));
          if (question.hard) {
            double[] sums = hard.computeIfAbsent(way, _ -> new double[2]);
            sums[0] += Ranking.mean(areas);
            sums[1] += Ranking.deviation(areas);
          }
        }
        hardSets += question.hard ? 1 : 0;
        out.println();
        out.flush();
      }
      out.print("| **hard group** |");
      for (double[] sums : hard.values()) {
        out.printf(Locale.ROOT, " **%.3f** ± %.3f |", sums[0] / hardSets, sums[1] / hardSets);
      }
      out.println("\n");
    }
  }
}
