package io.hedgerow.cli.measure;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.table.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Draws read from a table: labelled by people, or by a judge with people's audits beside.
 *
 * @param audited whether there are audits
 */
record LabelledSample(List<TwoPhase.Judged> draws, boolean audited) {
  LabelledSample {
    draws = List.copyOf(draws);
  }

  /** The draws under the labels in {@code label}. */
  List<Observation> labelled() {
    return draws.stream().map(TwoPhase.Judged::drawn).toList();
  }

  /**
   * Reads columns {@code unit}, {@code views}, {@code probability} and {@code label}; takes {@code
   * stratum}, {@code policy}, and {@code audit_probability} with {@code truth}.
   *
   * @param pivots columns to keep for splitting
   */
  static LabelledSample read(Table table, List<String> pivots) throws IOException {
    int unit = table.column("unit");
    int views = table.column("views");
    int probability = table.column("probability");
    int label = table.column("label");
    OptionalInt stratum = table.findColumn("stratum");
    OptionalInt policy = table.findColumn("policy");
    OptionalInt audit = table.findColumn("audit_probability");
    int truth = audit.isPresent() ? table.column("truth") : -1;
    pivots.forEach(table::column);
    List<TwoPhase.Judged> draws = new ArrayList<>();
    String onlyPolicy = "";
    while (table.next()) {
      if (policy.isPresent()) {
        onlyPolicy = only(table, table.field(policy.getAsInt()), onlyPolicy, draws.isEmpty());
      }
      Map<String, String> values = new LinkedHashMap<>();
      pivots.forEach(p -> values.put(p, table.field(table.column(p))));
      String id = Tables.text(table, unit);
      draws.add(
          Tables.ofRow(
              table,
              () -> {
                Observation drawn =
                    new Observation(
                        id,
                        stratum.isPresent() ? table.field(stratum.getAsInt()) : "",
                        table.number(views),
                        table.number(probability),
                        label(table, label, table.number(label)),
                        values);
                return audit.isPresent()
                    ? new TwoPhase.Judged(
                        drawn, table.number(audit.getAsInt()), truth(table, truth))
                    : new TwoPhase.Judged(drawn, 1, OptionalDouble.of(drawn.violating()));
              }));
    }
    return new LabelledSample(draws, audit.isPresent());
  }

  private static String only(Table table, String own, String before, boolean first) {
    if (!first && !own.equals(before)) {
      throw new CommandFailure(
          table.where()
              + ": policy is "
              + own
              + ", before it was "
              + before
              + "; measure one policy at a time");
    }
    return own;
  }

  private static OptionalDouble truth(Table table, int column) {
    OptionalDouble said = table.findNumber(column);
    said.ifPresent(value -> label(table, column, value));
    return said;
  }

  private static double label(Table table, int column, double value) {
    if (value != 0 && value != 1) {
      throw new CommandFailure(
          table.where() + ": `" + table.header().get(column) + "` must be 0 or 1, was " + value);
    }
    return value;
  }
}
