package io.hedgerow.models.policy;

import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.Features;
import io.hedgerow.models.head.LinearHead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Makes a head from a policy's text: texts score by how much more they resemble the policy than its
 * contrasts. Every example of what the policy covers is a voice; its definition together is one
 * more, and so are the ways of naming it, since posts resemble posts and not definitions. The
 * contrasts are what it excludes and ordinary posts, half each. All layers speak alike: inner ones
 * know wording, the last one meaning. {@code docs/benchmarks/text.md} says on which sets this was
 * chosen.
 */
public final class ZeroShot {
  private static final List<String> TEMPLATES =
      List.of("%s", "this is %s", "a message full of %s", "an example of %s");

  /** Logits for each standard deviation above what is ordinary. */
  private static final double STEEPNESS = 2;

  private ZeroShot() {}

  /**
   * The head of a policy, in the feature space of {@code Features}. Its logit grows with likeness,
   * but its scale means nothing until {@link #calibrated}.
   */
  public static LinearHead head(PolicyText policy, Encoder encoder) {
    float[] like = like(policy, encoder);
    float[] ordinary = mean(features(ordinaryPosts(), encoder));
    float[] unlike =
        policy.excludes().isEmpty()
            ? ordinary
            : mean(List.of(mean(features(policy.excludes(), encoder)), ordinary));
    float[] weights = new float[like.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = like[i] - unlike[i];
    }
    return new LinearHead(weights, 0);
  }

  /**
   * The head with a logit that is a guess at the odds: over unlabelled texts of the community it
   * expects the share {@code prevalence} to break the policy. Labels make a better guess.
   *
   * @param ordinary features of unlabelled texts, at least 2
   * @param prevalence in (0, 1)
   */
  public static LinearHead calibrated(LinearHead head, List<float[]> ordinary, double prevalence) {
    if (!(prevalence > 0 && prevalence < 1)) {
      throw new IllegalArgumentException("prevalence must be in (0, 1), was " + prevalence);
    }
    if (ordinary.size() < 2) {
      throw new IllegalArgumentException(
          "at least 2 unlabelled texts are needed, had " + ordinary.size());
    }
    LinearHead steep = head.standardised(ordinary).rescaled(STEEPNESS, 0);
    double[] logits = steep.logits(ordinary);
    double low = -50;
    double high = 50;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (expected(logits, middle) > prevalence) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return steep.rescaled(1, (low + high) / 2);
  }

  private static double expected(double[] logits, double shift) {
    double sum = 0;
    for (double logit : logits) {
      sum += LinearHead.probability(logit + shift);
    }
    return sum / logits.length;
  }

  private static float[] like(PolicyText policy, Encoder encoder) {
    List<float[]> voices = new ArrayList<>(features(policy.covers(), encoder));
    if (!policy.definition().isEmpty()) {
      voices.add(mean(features(policy.definition(), encoder)));
    }
    List<String> names = TEMPLATES.stream().map(each -> each.formatted(policy.title())).toList();
    voices.add(mean(features(names, encoder)));
    return mean(voices);
  }

  private static List<float[]> features(List<String> prompts, Encoder encoder) {
    return encoder.encode(prompts).stream().map(Features::of).toList();
  }

  /** Kinds of posts that no policy is about. */
  private static List<String> ordinaryPosts() {
    try (InputStream in = ZeroShot.class.getResourceAsStream("ordinary-posts.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static float[] mean(List<float[]> vectors) {
    float[] mean = new float[vectors.getFirst().length];
    for (float[] vector : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += vector[i] / vectors.size();
      }
    }
    return mean;
  }
}
