package io.hedgerow.server.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What nobody knows of a policy, and what it takes. */
final class Unknowns {
  private Unknowns() {}

  static List<String> of(Status status, Standing standing) {
    String title = standing.policy().title();
    if (standing.now().isEmpty()) {
      return List.of(
          "%s: prevalence, what machines miss and how often they are right. Needs a sample of what was seen."
              .formatted(title));
    }
    List<String> unknown = new ArrayList<>();
    for (String metric : List.of("prevalence", "recall", "precision")) {
      Optional<Figure> figure = status.figure(metric, standing.policy().id());
      figure
          .filter(f -> !f.missing().isEmpty())
          .ifPresent(f ->
              unknown.add(
                  "%s: %s. Needs %s."
                      .formatted(title, status.definition(metric).title(), f.missing())));
    }
    if (believed(status, standing)) {
      unknown.add(
          "%s: how often the people who label it are wrong. The intervals believe them. Needs second looks (`hedgerow.second-looks`)."
              .formatted(title));
    }
    long gaps =
        standing.weeks().stream().filter(w -> w.flatMap(Figure::estimate).isEmpty()).count();
    if (gaps > 0) {
      unknown.add(
          "%s: prevalence in %d of the last %d weeks."
              .formatted(title, gaps, standing.weeks().size()));
    }
    return unknown;
  }

  /** True where prevalence is published and nobody looks again at what people said. */
  private static boolean believed(Status status, Standing standing) {
    return standing.now().flatMap(Figure::estimate).isPresent()
        && status
            .figure("taken_again", standing.policy().id())
            .flatMap(Figure::estimate)
            .filter(share -> share.value() > 0)
            .isEmpty();
  }
}
