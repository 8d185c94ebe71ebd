package io.hedgerow.measurement.quality;

/**
 * Decisions against the truth, as counts.
 *
 * <p>Informedness is sensitivity + specificity − 1: the chance of an informed decision (Youden,
 * "Index for Rating Diagnostic Tests", Cancer 3, 1950; Powers, "Evaluation", Journal of Machine
 * Learning Technologies 2, 2011). It does not move with prevalence. Not a number when a class is
 * missing.
 */
public record Confusion(
    double truePositives, double falsePositives, double falseNegatives, double trueNegatives) {
  public double sensitivity() {
    return truePositives / (truePositives + falseNegatives);
  }

  public double specificity() {
    return trueNegatives / (trueNegatives + falsePositives);
  }

  public double informedness() {
    return sensitivity() + specificity() - 1;
  }
}
