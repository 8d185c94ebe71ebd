package io.hedgerow.server.intake;

import io.hedgerow.ledger.Decided;
import java.util.List;
import java.util.Optional;

/**
 * What was decided together and is committed together.
 *
 * @param snapshot the counters after the last of them, when it is time to keep them
 * @param afterwards what to do once all of it is committed
 */
record Batch(List<Pending> pending, Optional<byte[]> snapshot, Runnable afterwards) {
  Batch {
    pending = List.copyOf(pending);
  }

  /** One decided event, not yet committed, and who asked first. */
  record Pending(Submission submission, Decided decided) {}

  List<Decided> decided() {
    return pending.stream().map(Pending::decided).toList();
  }
}
