package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.models.card.Gate;
import picocli.CommandLine.Option;

/** What a model must be measured to do. */
final class GateOptions {
  @Option(
      names = "--least-auroc",
      description = "Gate: least lower end of AUROC's interval. Default: ${DEFAULT-VALUE}.")
  private double auroc = Gate.USUAL.leastAuroc();

  @Option(
      names = "--most-calibration-error",
      description = "Gate: most expected calibration error. Default: ${DEFAULT-VALUE}.")
  private double calibrationError = Gate.USUAL.mostCalibrationError();

  @Option(
      names = "--least-slice-area",
      description = "Gate: least of every group's AUROC, BPSN and BNSP. Default: ${DEFAULT-VALUE}.")
  private double sliceArea = Gate.USUAL.leastSliceArea();

  @Option(
      names = "--fewest-texts",
      description = "Gate: fewest labelled texts measured on. Default: ${DEFAULT-VALUE}.")
  private int texts = Gate.USUAL.fewestTexts();

  Gate gate() {
    try {
      return new Gate(auroc, calibrationError, sliceArea, texts);
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure("the gate's " + wrong.getMessage());
    }
  }
}
