package io.hedgerow.ledger;

import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures commits: events a second in batches, one in ten labelled, with durability on. Run by
 * hand; the figures are in {@code docs/reference/storage.md}.
 */
final class LedgerBench {
  private static final int LABELLED_ONE_IN = 10;

  private LedgerBench() {}

  /** Arguments: batch size, number of batches. */
  static void main(String... arguments) throws IOException {
    int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500;
    int batches = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 200;
    Path folder = Files.createTempDirectory(Path.of("target"), "ledger-bench-");
    try (Database database = Database.embedded(folder)) {
      Ledger ledger = Ledger.open(database, Ledger.Settings.DEFAULT, InstantSource.system());
      ledger.use(unlimited(Samples.rulebook()));
      List<List<Decided>> work = work(size, batches);
      run(ledger, work.subList(0, batches / 4));
      report(size, run(ledger, work.subList(batches / 4, batches)));
      long bytes =
          database
              .jdbi()
              .withHandle(h ->
                  h.createQuery("select pg_database_size(current_database())")
                      .mapTo(Long.class)
                      .one());
      IO.println("%d bytes an event on disk".formatted(bytes / ((long) size * batches)));
    }
  }

  private static Rulebook unlimited(Rulebook rulebook) {
    return new Rulebook(
        rulebook.version(),
        rulebook.policies(),
        Map.of("link-flood", Integer.MAX_VALUE),
        rulebook.accountKinds(),
        rulebook.saying());
  }

  private static List<List<Decided>> work(int size, int batches) {
    List<List<Decided>> work = new ArrayList<>();
    for (int b = 0; b < batches; b++) {
      List<Decided> batch = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int number = b * size + i;
        String id = "p" + number;
        boolean labelled = number % LABELLED_ONE_IN == 0;
        batch.add(
            Samples.pin(
                id,
                "u" + (number * 7919L % 20_000),
                labelled
                    ? new ProposedLabel[] {Samples.proposes("pin:" + id, "spam", 0.9)}
                    : new ProposedLabel[0]));
      }
      work.add(batch);
    }
    return work;
  }

  private static long[] run(Ledger ledger, List<List<Decided>> work) {
    long[] nanos = new long[work.size()];
    for (int i = 0; i < nanos.length; i++) {
      long start = System.nanoTime();
      ledger.commit(work.get(i));
      nanos[i] = System.nanoTime() - start;
    }
    return nanos;
  }

  private static void report(int size, long[] nanos) {
    long total = Arrays.stream(nanos).sum();
    Arrays.sort(nanos);
    IO.println(
        "batches of %d: %.0f events/s; a commit takes p50 %.1f ms, p99 %.1f ms, worst %.1f ms"
            .formatted(
                size,
                1e9 * size * nanos.length / total,
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6,
                nanos[nanos.length - 1] / 1e6));
  }
}
