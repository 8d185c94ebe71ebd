package io.hedgerow.models.policy;

import io.hedgerow.models.encoder.Embedding;
import io.hedgerow.models.encoder.Encoder;
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
 * contrasts. The policy is its definition, what it covers and a few ways of naming it; the
 * contrasts are what it excludes and ordinary posts. Only the encoder's last layer is used, which
 * was trained for likeness of meaning.
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
    float[] like = mean(encoder.encode(prompts(policy)));
    float[] unlike = mean(encoder.encode(contrasts(policy)));
    Encoder.Identity identity = encoder.identity();
    int inner = identity.dimensions() * identity.layers();
    float[] weights = new float[inner + identity.dimensions()];
    for (int i = 0; i < like.length; i++) {
      weights[inner + i] = like[i] - unlike[i];
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

  private static List<String> prompts(PolicyText policy) {
    List<String> prompts = new ArrayList<>(policy.definition());
    prompts.addAll(policy.covers());
    TEMPLATES.forEach(template -> prompts.add(template.formatted(policy.title())));
    return prompts;
  }

  private static List<String> contrasts(PolicyText policy) {
    List<String> contrasts = new ArrayList<>(policy.excludes());
    contrasts.addAll(ordinaryPosts());
    return contrasts;
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

  private static float[] mean(List<Embedding> embeddings) {
    float[] mean = new float[embeddings.getFirst().vector().length];
    for (Embedding embedding : embeddings) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += embedding.vector()[i] / embeddings.size();
      }
    }
    return mean;
  }
}
