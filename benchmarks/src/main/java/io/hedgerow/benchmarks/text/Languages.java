package io.hedgerow.benchmarks.text;

import io.hedgerow.models.head.Groups;
import io.hedgerow.models.head.ManyShot;
import io.hedgerow.models.head.Ngrams;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Heads learned on English alone, on other languages: what the multilingual encoder carries. */
final class Languages {
  private static final String POLICY = "hate";
  private static final int TRAINED = 1_000;
  private static final int TESTED = 300;
  private static final long SEED = 1;
  private static final Ngrams.Filled NO_WORDS = new Ngrams.Filled(new int[0], new float[0]);

  private final Path data;
  private final Vectors vectors;
  private final PrintWriter out;

  /**
   * @param vectors of the multilingual encoder
   */
  Languages(Path data, Vectors vectors, PrintWriter out) {
    this.data = data;
    this.vectors = vectors;
    this.out = out;
  }

  void run(List<String> english) throws IOException {
    Map<String, List<TextSet.Row>> languages = languages();
    out.printf(
        Locale.ROOT,
        "## Languages: heads learned on %,d English texts, tested on %d of each language%n%n",
        TRAINED,
        TESTED);
    out.println("| learned on | " + String.join(" | ", languages.keySet()) + " | mean |");
    out.println("|---|" + "---|".repeat(languages.size() + 1));
    for (String set : english) {
      ManyShot.Trained head = learned(set);
      double[] reached = new double[languages.size()];
      int at = 0;
      out.print("| " + set + " |");
      for (List<TextSet.Row> rows : languages.values()) {
        double[] scores =
            features(rows).stream().mapToDouble(one -> head.logit(one, NO_WORDS)).toArray();
        boolean[] positive = positive(rows);
        reached[at++] = Ranking.auroc(scores, positive);
        out.print(" " + Ranking.interval(scores, positive) + " |");
      }
      out.printf(Locale.ROOT, " %.3f |%n", Ranking.mean(reached));
      out.flush();
    }
    out.println();
  }

  private Map<String, List<TextSet.Row>> languages() throws IOException {
    Map<String, List<TextSet.Row>> languages = new TreeMap<>();
    for (TextSet.Row row : drawn("multilingual_hatecheck", Integer.MAX_VALUE)) {
      List<TextSet.Row> rows =
          languages.computeIfAbsent(row.meta().getOrDefault("lang", ""), _ -> new ArrayList<>());
      if (rows.size() < TESTED) {
        rows.add(row);
      }
    }
    return languages;
  }

  /** Without character n-grams: those are English. */
  private ManyShot.Trained learned(String set) throws IOException {
    List<TextSet.Row> rows = drawn(set, TRAINED);
    List<float[]> features = features(rows);
    boolean[] positive = positive(rows);
    List<ManyShot.Example> examples = new ArrayList<>();
    for (int i = 0; i < positive.length; i++) {
      examples.add(new ManyShot.Example(features.get(i), NO_WORDS, positive[i]));
    }
    return ManyShot.train(
        examples,
        Groups.of(
            rows.stream().map(row -> Ngrams.of(row.text())).toList(),
            rows.stream().map(row -> row.meta().getOrDefault("templ_id", "")).toList()));
  }

  private List<TextSet.Row> drawn(String set, int most) throws IOException {
    List<TextSet.Row> rows = new ArrayList<>(TextSet.read(data, set).rows());
    rows.removeIf(row -> !row.labels().containsKey(POLICY));
    Collections.shuffle(rows, new Random(SEED));
    return rows.subList(0, Math.min(most, rows.size()));
  }

  private List<float[]> features(List<TextSet.Row> rows) throws IOException {
    return vectors.of(rows.stream().map(TextSet.Row::text).toList());
  }

  private static boolean[] positive(List<TextSet.Row> rows) {
    boolean[] positive = new boolean[rows.size()];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = rows.get(i).labels().getOrDefault(POLICY, 0) == 1;
    }
    return positive;
  }
}
