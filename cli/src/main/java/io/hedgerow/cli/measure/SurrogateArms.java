package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.measurement.experiment.SurrogatePrevalence;
import io.hedgerow.measurement.experiment.SurrogatePrevalence.Bucket;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Prevalence of each arm of an experiment from its scores, in ten buckets, and whether fresh labels
 * of an arm still fit what scores meant.
 */
record SurrogateArms(Path labelled, Path file, boolean json) {
  private static final int BUCKETS = 10;
  private static final double LEVEL = 0.95;

  /** Views by bucket, and fresh labels by bucket. */
  private record Arm(double[] views, double[] draws, double[] positives) {
    Arm() {
      this(new double[BUCKETS], new double[BUCKETS], new double[BUCKETS]);
    }
  }

  /** Prints a line an arm; 1 when the surrogate no longer holds for one of them. */
  int print(PrintWriter out) throws IOException {
    Bucket[] known = buckets(Tables.read(labelled, SurrogateArms::labels));
    Map<String, Arm> arms = Tables.read(file, SurrogateArms::arms);
    boolean holds = true;
    for (Map.Entry<String, Arm> arm : arms.entrySet()) {
      var prevalence = SurrogatePrevalence.ofArm(known, arm.getValue().views(), LEVEL);
      out.println(
          json ? Answer.json(arm.getKey(), prevalence) : Answer.text(arm.getKey(), prevalence));
      if (Arrays.stream(arm.getValue().draws()).sum() > 0) {
        boolean own = holds(known, arm.getValue());
        holds &= own;
        out.println(words(arm.getKey(), own));
      }
    }
    out.flush();
    return holds ? 0 : 1;
  }

  private String words(String arm, boolean holds) {
    if (json) {
      return CanonicalJson.write(CanonicalJson.members("name", arm, "surrogate_holds", holds));
    }
    return arm + ": scores " + (holds ? "still mean" : "no longer mean") + " what they meant";
  }

  /** Compares the buckets that both have labels in. */
  private static boolean holds(Bucket[] known, Arm arm) {
    Bucket[] fresh = buckets(arm);
    int[] both =
        IntStream.range(0, BUCKETS)
            .filter(b -> known[b].draws() > 0 && fresh[b].draws() > 0)
            .toArray();
    return both.length == 0
        || SurrogatePrevalence.stillHolds(
            Arrays.stream(both).mapToObj(b -> known[b]).toArray(Bucket[]::new),
            Arrays.stream(both).mapToObj(b -> fresh[b]).toArray(Bucket[]::new),
            LEVEL);
  }

  private static Bucket[] buckets(Arm arm) {
    Bucket[] buckets = new Bucket[BUCKETS];
    Arrays.setAll(buckets, b -> new Bucket(arm.draws()[b], arm.positives()[b]));
    return buckets;
  }

  private static Arm labels(Table table) throws IOException {
    int score = table.column("score");
    int label = table.column("label");
    Arm all = new Arm();
    while (table.next()) {
      count(table, all, bucket(table, score), table.number(label));
    }
    return all;
  }

  private static Map<String, Arm> arms(Table table) throws IOException {
    int arm = table.column("arm");
    int score = table.column("score");
    int views = table.column("views");
    OptionalInt label = table.findColumn("label");
    Map<String, Arm> arms = new TreeMap<>();
    while (table.next()) {
      Arm own = arms.computeIfAbsent(table.field(arm), _ -> new Arm());
      int bucket = bucket(table, score);
      own.views()[bucket] += table.number(views);
      OptionalDouble said =
          label.isPresent() ? table.findNumber(label.getAsInt()) : OptionalDouble.empty();
      said.ifPresent(value -> count(table, own, bucket, value));
    }
    return arms;
  }

  private static void count(Table table, Arm arm, int bucket, double label) {
    if (label != 0 && label != 1) {
      throw new CommandFailure(table.where() + ": `label` must be 0 or 1, was " + label);
    }
    arm.draws()[bucket]++;
    arm.positives()[bucket] += label;
  }

  private static int bucket(Table table, int column) {
    double score = table.number(column);
    if (!(score >= 0 && score <= 1)) {
      throw new CommandFailure(table.where() + ": `score` must be in [0, 1], was " + score);
    }
    return Math.min(BUCKETS - 1, (int) (score * BUCKETS));
  }
}
