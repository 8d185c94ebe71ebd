package io.hedgerow.models.classifier;

import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.head.HiddenUnits;
import io.hedgerow.models.head.LinearHead;
import io.hedgerow.models.head.Ngrams;
import java.util.List;
import java.util.Optional;

/**
 * A learned answer to "does this text break that policy?": a head for one encoder, and how to read
 * it as a probability.
 *
 * @param policy id of the policy
 * @param encoder which encoder's features it reads; others are refused
 * @param ngrams a weight for each n-gram place, or none
 * @param hidden units beside the head, or none
 * @param scale makes the logit a probability
 * @param provenance how it was made
 */
@SuppressWarnings("ArrayRecordComponent") // half a megabyte that nobody changes
public record TextModel(
    String policy,
    Encoder.Identity encoder,
    LinearHead head,
    Optional<float[]> ngrams,
    Optional<HiddenUnits> hidden,
    LogitScale scale,
    Provenance provenance) {

  /** Without hidden units. */
  public TextModel(
      String policy,
      Encoder.Identity encoder,
      LinearHead head,
      Optional<float[]> ngrams,
      LogitScale scale,
      Provenance provenance) {
    this(policy, encoder, head, ngrams, Optional.empty(), scale, provenance);
  }

  /** How far up the ladder of labels the model stands. */
  public enum Method {
    /** From the policy's text alone; its probability is a guess. */
    ZERO_SHOT,
    /** From a handful of labels, with all that is known beside them. */
    FEW_SHOT,
    /** From hundreds of labels or more. */
    MANY_SHOT
  }

  /**
   * How a model was made.
   *
   * @param positives labelled texts that break the policy
   * @param negatives labelled texts that do not
   * @param unlabelled texts whose labels nobody knew
   * @param seed what the order of examples was drawn with
   * @param dataSha256 of the examples it learned from, in order; empty for none
   * @param sources names and licences of the data, as given
   */
  public record Provenance(
      Method method,
      int positives,
      int negatives,
      int unlabelled,
      long seed,
      String dataSha256,
      List<String> sources) {
    public Provenance {
      sources = List.copyOf(sources);
    }
  }

  /** The same model with these units beside its head. */
  TextModel withHidden(Optional<HiddenUnits> units) {
    return new TextModel(policy, encoder, head, ngrams, units, scale, provenance);
  }

  /** The logit of a text, before scaling. */
  public double logit(float[] features, Ngrams.Filled filled) {
    double logit = head.logit(features);
    logit += ngrams.isPresent() ? filled.dot(ngrams.get()) : 0;
    return hidden.isPresent() ? logit + hidden.get().logit(features) : logit;
  }

  /** The probability that a text breaks the policy. */
  public double score(float[] features, Ngrams.Filled filled) {
    return scale.probability(logit(features, filled));
  }
}
