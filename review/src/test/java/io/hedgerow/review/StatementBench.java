package io.hedgerow.review;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures what a batch of restrictions costs and what telling of them does, with durability on.
 * Run by hand; the figures are in {@code docs/benchmarks/review.md}.
 */
final class StatementBench {
  private static final int ACCOUNTS = 1_000;
  private static final int PAGE = 250;

  private StatementBench() {}

  /** Argument: how many entities. */
  static void main(String... arguments) throws IOException {
    int entities = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    Path folder = Files.createTempDirectory(Path.of("target"), "statement-bench-");
    try (Database database = Database.embedded(folder)) {
      Community community = new Community(database);
      community.pins(entities, ACCOUNTS);
      community.follow();
      long started = System.nanoTime();
      for (int from = 0; from < entities; from += PAGE) {
        community.ledger.write("batch:" + from, "person:lead", page(from, entities));
      }
      long written = System.nanoTime();
      community.follow();
      long told = System.nanoTime();
      long statements =
          database
              .jdbi()
              .withHandle(handle ->
                  handle
                      .createQuery("select count(*) from review.statement")
                      .mapTo(Long.class)
                      .one());
      IO.println(
          "%d entities labelled in %d ms; %d statements written in %d ms, %.2f ms each"
              .formatted(
                  entities,
                  Duration.ofNanos(written - started).toMillis(),
                  statements,
                  Duration.ofNanos(told - written).toMillis(),
                  (told - written) / 1e6 / statements));
    }
  }

  private static List<LabelWrite> page(int from, int entities) {
    return IntStream.range(from, Math.min(from + PAGE, entities))
        .mapToObj(i ->
            new LabelWrite(
                EntityId.parse("pin:p" + i),
                "spam",
                Label.VIOLATES,
                Source.reviewer("person:lead"),
                1,
                "a wave",
                Optional.empty()))
        .toList();
  }
}
