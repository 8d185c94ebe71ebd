package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.head.FewShot;
import io.hedgerow.models.head.Groups;
import io.hedgerow.models.head.Knowledge;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.head.Ngrams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Few-shot learning beside the naive baseline, on the same draws: logistic regression on the last
 * layer alone, which is how one would start.
 */
final class LearningCurves {
  static final int[] SHOTS = {8, 16, 32, 64};
  private static final int POOL = 200;

  private final int seeds;
  private final List<TextModel> directions;
  private final Map<String, LinearHead> policies;
  private final int dimensions;

  /**
   * @param policies a head from each policy's text
   */
  LearningCurves(
      int seeds, List<TextModel> directions, Map<String, LinearHead> policies, int dimensions) {
    this.seeds = seeds;
    this.directions = directions;
    this.policies = policies;
    this.dimensions = dimensions;
  }

  /** How ways of learning differ. */
  enum Way {
    NAIVE("naive: last layer, logistic regression"),
    LAYERS("inner layers too"),
    POLICY("and the policy's text"),
    FULL("and directions from other sets");

    final String title;

    Way(String title) {
      this.title = title;
    }
  }

  /** AUROC by draw; empty where too few texts are left to test on. */
  double[] curve(TextTask task, int shots, Way way) {
    List<Double> areas = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      TextTask.Draw draw = task.draw(shots, POOL, seed);
      if (task.enough(draw.test())) {
        areas.add(area(task, draw, way));
      }
    }
    return areas.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private double area(TextTask task, TextTask.Draw draw, Way way) {
    List<float[]> train = task.features(draw.train());
    List<float[]> test = task.features(draw.test());
    boolean[] labels = task.labels(draw.train());
    LinearHead head =
        way == Way.NAIVE
            ? FewShot.train(train.stream().map(this::lastLayer).toList(), labels, Knowledge.NONE)
                .head()
            : FewShot.train(train, labels, groups(task, draw), known(task, draw, way)).head();
    double[] scores =
        test.stream()
            .mapToDouble(text -> head.logit(way == Way.NAIVE ? lastLayer(text) : text))
            .toArray();
    return Ranking.auroc(scores, task.labels(draw.test()));
  }

  private static Groups groups(TextTask task, TextTask.Draw draw) {
    return Groups.of(
        draw.train().stream().map(row -> Ngrams.of(task.texts().get(row))).toList(),
        draw.train().stream().map(task.groups()::get).toList());
  }

  Knowledge known(TextTask task, TextTask.Draw draw, Way way) {
    Optional<LinearHead> policy =
        way == Way.LAYERS ? Optional.empty() : Optional.ofNullable(policies.get(task.policy()));
    List<LinearHead> others =
        way == Way.FULL
            ? directions.stream()
                .filter(each -> !sameSet(each.policy(), task))
                .map(TextModel::head)
                .toList()
            : List.of();
    return new Knowledge(policy, others, task.features(draw.pool()));
  }

  /** A direction learned on the tested set would know its labels. */
  private static boolean sameSet(String direction, TextTask task) {
    return direction.equals(task.name())
        || task.set().equals("openai_moderation") && direction.startsWith("openai ");
  }

  /** The last layer alone, at length 1. */
  private float[] lastLayer(float[] features) {
    float[] last = new float[dimensions];
    float scale = (float) Math.sqrt((double) features.length / dimensions);
    for (int i = 0; i < dimensions; i++) {
      last[i] = features[features.length - dimensions + i] * scale;
    }
    return last;
  }
}
