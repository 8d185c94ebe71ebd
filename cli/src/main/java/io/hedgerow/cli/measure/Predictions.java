package io.hedgerow.cli.measure;

import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.labelerror.PredictionPowered;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** Prevalence from many predictions and few labels, all units a simple random sample of views. */
final class Predictions {
  private Predictions() {}

  /** Reads {@code prediction}, in [0, 1], and {@code label}, empty where nobody looked. */
  static Measured share(Table table, double level) throws IOException {
    int prediction = table.column("prediction");
    int label = table.column("label");
    DoubleStream.Builder truth = DoubleStream.builder();
    DoubleStream.Builder predicted = DoubleStream.builder();
    DoubleStream.Builder more = DoubleStream.builder();
    while (table.next()) {
      OptionalDouble said = table.findNumber(label);
      double guess = table.number(prediction);
      if (said.isPresent()) {
        truth.add(said.getAsDouble());
        predicted.add(guess);
      } else {
        more.add(guess);
      }
    }
    return PredictionPowered.share(
        truth.build().toArray(), predicted.build().toArray(), more.build().toArray(), level);
  }
}
