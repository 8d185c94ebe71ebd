package io.hedgerow.review.appeal;

import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says.Violates;
import io.hedgerow.review.bulk.BulkWork;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;

/** Who must not decide an appeal: everybody who had a hand in what it objects to. */
final class Judges {
  private Judges() {}

  /** Keeps them from ever being given the case of that appeal. */
  static void keepOut(Handle handle, long appeal, String policy, List<Label> history, Instant now) {
    for (String judge : of(handle, policy, history)) {
      handle.execute(
          "insert into review.skip (item, reviewer, reason, at) select id, ?, 'judged it before', ?"
              + " from review.item where appeal = ? on conflict do nothing",
          judge,
          now.atOffset(ZoneOffset.UTC),
          appeal);
    }
  }

  /**
   * Whoever said that the policy is broken, taken back or not; for a bulk action also who asked for
   * it and who agreed to it.
   */
  private static Set<String> of(Handle handle, String policy, List<Label> history) {
    Set<String> judges = new TreeSet<>();
    for (Label label : history) {
      if (label.says() instanceof Violates
          && label.policy().equals(policy)
          && label.source().kind().human()) {
        judges.add(label.author());
        judges.add(label.source().id());
        label.batch().flatMap(BulkWork::action).ifPresent(bulk -> judges.addAll(of(handle, bulk)));
      }
    }
    return judges;
  }

  private static List<String> of(Handle handle, long bulk) {
    return handle
        .createQuery(
            "select unnest(array[author, starter, approver]) from review.bulk where id = :id")
        .bind("id", bulk)
        .mapTo(String.class)
        .list()
        .stream()
        .flatMap(name -> Optional.ofNullable(name).stream())
        .toList();
  }
}
