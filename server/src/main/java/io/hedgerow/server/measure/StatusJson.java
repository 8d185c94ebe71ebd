package io.hedgerow.server.measure;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.measurement.Interval;
import java.util.LinkedHashMap;
import java.util.Map;

/** A status page as a JSON tree. */
public final class StatusJson {
  private StatusJson() {}

  public static Map<String, Object> tree(Status status) {
    return members(
        "community", status.community(),
        "at", status.at().toString(),
        "from", status.recent().from().toString(),
        "to", status.recent().to().toString(),
        "policies", status.standings().stream().map(StatusJson::standing).toList(),
        "risks",
            status.risks().stream()
                .map(r -> members("what", r.what(), "why", r.why(), "metric", r.metric()))
                .toList(),
        "roadmap", status.roadmap().stream().map(StatusJson::line).toList(),
        "unknown", status.unknowns(),
        "figures",
            status.figures().stream()
                .filter(f -> f.period().equals(status.recent()))
                .map(StatusJson::figure)
                .toList());
  }

  private static Map<String, Object> standing(Standing standing) {
    return members(
        "policy", standing.policy().id(),
        "severity", (long) standing.policy().severity(),
        "prevalence", standing.now().map(StatusJson::figure),
        "trend", standing.trend(),
        "target",
            standing.target().isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(standing.target().getAsDouble()),
        "against_target", standing.againstTarget().words(),
        "weeks",
            standing.weeks().stream()
                .flatMap(week -> week.stream())
                .map(StatusJson::figure)
                .toList());
  }

  private static Map<String, Object> line(RoadmapLine line) {
    return members(
        "name", line.step().name(),
        "policy", line.step().policy(),
        "slice", line.step().slice(),
        "cost", line.step().cost(),
        "prevented_views_a_week", line.prevented(),
        "low", line.range().map(Interval::low),
        "high", line.range().map(Interval::high),
        "per_cost", line.perCost());
  }

  /** A figure with what it restates, what restates it, and the same under other definitions. */
  static Map<String, Object> tree(Registry.History history) {
    Map<String, Object> tree = new LinkedHashMap<>(figure(history.figure()));
    tree.put("chain", history.chain().stream().map(StatusJson::figure).toList());
    tree.put("beside", history.beside().stream().map(StatusJson::figure).toList());
    return tree;
  }

  private static Map<String, Object> figure(Figure f) {
    return members(
        "figure", f.id(),
        "metric", f.metric(),
        "definition", f.version(),
        "policy", f.policy(),
        "slice", f.slice(),
        "from", f.period().from().toString(),
        "to", f.period().to().toString(),
        "value", f.estimate().map(e -> e.value()),
        "low", f.interval().map(Interval::low),
        "high", f.interval().map(Interval::high),
        "labels", f.estimate().map(e -> (long) e.draws()),
        "missing", f.missing(),
        "as_of", f.asOf().toString(),
        "inputs", f.inputs(),
        "restates", f.restates());
  }
}
