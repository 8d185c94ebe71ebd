package io.hedgerow.ledger;

import static io.hedgerow.ledger.Samples.pin;
import static io.hedgerow.ledger.Samples.proposes;
import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.audit.Verification;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.decision.StoredDecision;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** PostgreSQL is killed in the middle of commits, several times. */
@ExtendWith(FreshDatabase.class)
final class CrashIT {
  private static final int KILLS = 4;
  private static final int BATCHES_A_ROUND = 12;
  private static final int BATCH = 50;

  @Test
  void everythingAcknowledgedIsThereOnceAfterKills(Database database) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Ledger ledger = Ledger.open(database, Ledger.Settings.DEFAULT, InstantSource.system());
    ledger.use(Samples.rulebook());
    List<String> acknowledged = new ArrayList<>();
    try (ExecutorService committer = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < KILLS; round++) {
        int first = round * BATCHES_A_ROUND;
        int killAt = first + random.nextInt(BATCHES_A_ROUND);
        for (int batch = first; batch < first + BATCHES_A_ROUND; batch++) {
          List<Decided> work = work(batch);
          Callable<List<Outcome>> commit = () -> ledger.commit(work);
          Future<List<Outcome>> outcome = committer.submit(commit);
          if (batch == killAt) {
            kill();
          }
          assertThat(outcome.get())
              .as("seed %d, batch %d", seed, batch)
              .hasSize(BATCH)
              .allMatch(Outcome.Stored.class::isInstance);
          work.forEach(decided -> acknowledged.add(decided.decision().id()));
        }
      }
    }
    List<String> kept =
        new LedgerReader(database)
            .decisionsAfter(0, 100_000).stream()
                .map(StoredDecision::decision)
                .map(decision -> decision.id())
                .toList();
    assertThat(kept).as("seed %d", seed).isEqualTo(acknowledged);
    assertThat(new AuditChain(database).verify(Optional.empty(), _ -> {}))
        .isInstanceOf(Verification.Intact.class);
  }

  private static void kill() {
    long pid = FreshDatabase.running().serverPid().orElseThrow();
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  private static List<Decided> work(int batch) {
    List<Decided> work = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      String id = "b" + batch + "-" + i;
      work.add(
          i % 10 == 0 ? pin(id, "u" + i, proposes("pin:" + id, "spam", 0.9)) : pin(id, "u" + i));
    }
    return work;
  }
}
