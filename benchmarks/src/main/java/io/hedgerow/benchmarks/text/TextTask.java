package io.hedgerow.benchmarks.text;

import io.hedgerow.models.classifier.TextReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * One yes-or-no question of one set, with features.
 *
 * @param name such as {@code openai_moderation H}
 * @param policy the policy that asks the question
 * @param groups rows of one group are never split between training and test
 */
record TextTask(
    String name,
    String set,
    String policy,
    List<String> texts,
    List<float[]> features,
    boolean[] positive,
    List<String> groups) {

  /** Which label of which set, under which policy, and by what rows belong together. */
  enum Question {
    OPENAI_H("openai_moderation", "H", "hate", "", true),
    OPENAI_V("openai_moderation", "V", "violence", "", true),
    OPENAI_HR("openai_moderation", "HR", "harassment", "", true),
    HATECHECK("hatecheck", "hate", "hate", "templ_id", true),
    TOXIGEN("toxigen_human", "hate", "hate", "", true),
    EDOS("edos", "sexist", "sexism", "", true),
    OPENAI_S("openai_moderation", "S", "sexual", "", false),
    OPENAI_SH("openai_moderation", "SH", "self-harm", "", false),
    MEASURING("measuring_hate_speech", "hate", "hate", "", false),
    SURGE("surge_toxicity", "toxic", "toxicity", "", false),
    YOUTUBE("youtube_spam", "spam", "spam", "author", false),
    SMS("sms_spam", "spam", "spam", "", false);

    final String set;
    final String label;
    final String policy;
    final String group;
    final boolean hard;

    Question(String set, String label, String policy, String group, boolean hard) {
      this.set = set;
      this.label = label;
      this.policy = policy;
      this.group = group;
      this.hard = hard;
    }

    String title() {
      return set.equals("openai_moderation") ? "openai " + label : set;
    }
  }

  static TextTask of(Question question, TextSet set, Vectors vectors) throws IOException {
    return of(question.title(), question.policy, question.label, question.group, set, vectors);
  }

  /**
   * Of a question that is none of the usual ones.
   *
   * @param group the meta field by which rows belong together, or empty
   */
  static TextTask of(
      String name, String policy, String label, String group, TextSet set, Vectors vectors)
      throws IOException {
    List<float[]> all =
        vectors.of(set.rows().stream().map(row -> TextReader.plain(row.text())).toList());
    List<String> texts = new ArrayList<>();
    List<float[]> features = new ArrayList<>();
    List<Boolean> labels = new ArrayList<>();
    List<String> groups = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      TextSet.Row row = set.rows().get(i);
      Integer value = row.labels().get(label);
      if (value != null) {
        texts.add(TextReader.plain(row.text()));
        features.add(all.get(i));
        labels.add(value == 1);
        groups.add(row.meta().getOrDefault(group, "row " + i));
      }
    }
    boolean[] positive = new boolean[labels.size()];
    for (int i = 0; i < positive.length; i++) {
      positive[i] = labels.get(i);
    }
    return new TextTask(name, set.name(), policy, texts, features, positive, groups);
  }

  /**
   * A draw of examples, and what is left to test on.
   *
   * @param pool unlabelled texts, none of which is tested
   */
  record Draw(List<Integer> train, List<Integer> pool, List<Integer> test) {}

  Draw draw(int each, int pool, long seed) {
    Random random = new Random(seed);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < positive.length; i++) {
      order.add(i);
    }
    Collections.shuffle(order, random);
    List<Integer> train = new ArrayList<>();
    train.addAll(order.stream().filter(i -> positive[i]).limit(each).toList());
    train.addAll(order.stream().filter(i -> !positive[i]).limit(each).toList());
    Set<String> taken = new HashSet<>();
    train.forEach(i -> taken.add(groups.get(i)));
    List<Integer> rest = order.stream().filter(i -> !taken.contains(groups.get(i))).toList();
    int unlabelled = Math.min(pool, rest.size() / 4);
    return new Draw(train, rest.subList(0, unlabelled), rest.subList(unlabelled, rest.size()));
  }

  List<float[]> features(List<Integer> rows) {
    return rows.stream().map(features::get).toList();
  }

  boolean[] labels(List<Integer> rows) {
    boolean[] labels = new boolean[rows.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = positive[rows.get(i)];
    }
    return labels;
  }

  /** Rows that no starter is trained on. */
  List<Integer> heldBack() {
    return IntStream.range(0, positive.length)
        .filter(i -> StarterTraining.heldBack(texts.get(i)))
        .boxed()
        .toList();
  }

  boolean enough(List<Integer> test) {
    long positives = test.stream().filter(i -> positive[i]).count();
    return positives >= 10 && test.size() - positives >= 10;
  }
}
