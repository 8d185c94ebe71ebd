package io.hedgerow.ledger.audit;

import io.hedgerow.ledger.audit.AuditEntry.Range;
import io.hedgerow.ledger.audit.Verification.Broken;
import io.hedgerow.ledger.audit.Verification.Intact;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.decision.DecisionTable;
import io.hedgerow.ledger.label.LabelTable;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The chain of hashes over every write, and the check that nobody changed what it covers. Whoever
 * can write the database can also write a whole new chain; only a head hash kept elsewhere proves
 * that none was ({@link #head}, {@code docs/operations.md}). Thread-safe.
 */
public final class AuditChain {
  private static final int PAGE = 1_000;

  private final Jdbi jdbi;

  public AuditChain(Database database) {
    jdbi = database.jdbi();
  }

  /** The newest entry's number and hash, to be kept elsewhere: {@code 17:ab12…}. */
  public String head() {
    return jdbi.withHandle(AuditChain::head);
  }

  private static String head(Handle handle) {
    return handle
        .createQuery("select audits, hash from head")
        .map((row, _) -> row.getLong(1) + ":" + HexFormat.of().formatHex(row.getBytes(2)))
        .one();
  }

  /** The newest entries before that one, newest first. */
  public List<AuditEntry> before(long sequence, int limit) {
    return jdbi.withHandle(handle -> new AuditTable(handle).before(sequence, limit));
  }

  /**
   * Reads the whole ledger as it is at one moment and checks every entry, the rows it covers, and
   * that nothing is missing at the end or was slipped in.
   *
   * @param witnessed a head kept elsewhere, which must still be in the chain; empty for none
   * @param progress told the number of each entry checked
   */
  public Verification verify(Optional<String> witnessed, LongConsumer progress) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> new Check(handle, witnessed, progress).run());
  }

  /** One run; carries what the next entry has to fit to. */
  private static final class Check {
    private final Handle handle;
    private final Optional<String> witnessed;
    private final LongConsumer progress;
    private long entries;
    private long decisions;
    private long labels;
    private byte[] hash = new byte[Digest.LENGTH];
    private boolean witnessSeen;

    Check(Handle handle, Optional<String> witnessed, LongConsumer progress) {
      this.handle = handle;
      this.witnessed = witnessed;
      this.progress = progress;
      witnessSeen = witnessed.isEmpty();
    }

    Verification run() {
      List<AuditEntry> page = page();
      while (!page.isEmpty()) {
        for (AuditEntry entry : page) {
          Optional<String> wrong = wrong(entry);
          if (wrong.isPresent()) {
            return new Broken(entries + 1, wrong.get());
          }
          accept(entry);
        }
        page = page();
      }
      return end();
    }

    private List<AuditEntry> page() {
      return handle
          .createQuery("select * from audit where seq > :seq order by seq limit :limit")
          .bind("seq", entries)
          .bind("limit", PAGE)
          .map((row, _) -> AuditTable.entry(row))
          .list();
    }

    private void accept(AuditEntry entry) {
      entries = entry.sequence();
      decisions = Math.max(decisions, entry.decisions().last());
      labels = Math.max(labels, entry.labels().last());
      hash = entry.hash();
      String head = entries + ":" + HexFormat.of().formatHex(hash);
      witnessSeen = witnessSeen || witnessed.filter(head::equals).isPresent();
      progress.accept(entries);
    }

    private Optional<String> wrong(AuditEntry entry) {
      if (entry.sequence() != entries + 1) {
        return Optional.of("it is missing; the next entry there is " + entry.sequence());
      }
      if (!Arrays.equals(entry.previous(), hash)) {
        return Optional.of("its link to the entry before does not match");
      }
      if (!Arrays.equals(entry.hash(), entry.computedHash())) {
        return Optional.of("its own content was changed");
      }
      if (entry.decisions().first() != decisions + 1 || entry.labels().first() != labels + 1) {
        return Optional.of("it does not go on where the entry before ended");
      }
      return rows(entry);
    }

    private Optional<String> rows(AuditEntry entry) {
      Digest digest = new Digest();
      long foundDecisions =
          new DecisionTable(handle)
              .digestStored(digest, entry.decisions().first(), entry.decisions().last());
      long foundLabels =
          new LabelTable(handle)
              .digestStored(digest, entry.labels().first(), entry.labels().last());
      if (foundDecisions != entry.decisions().size()) {
        return Optional.of(count("decisions", entry.decisions(), foundDecisions));
      }
      if (foundLabels != entry.labels().size()) {
        return Optional.of(count("labels", entry.labels(), foundLabels));
      }
      if (!Arrays.equals(digest.take(), entry.digest())) {
        return Optional.of(
            "a row it covers was changed: "
                + Stream.of(name("decisions", entry.decisions()), name("labels", entry.labels()))
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.joining(" or ")));
      }
      return Optional.empty();
    }

    private static String count(String what, Range range, long found) {
      return "of the %d %s it covers (%d to %d) there are %d"
          .formatted(range.size(), what, range.first(), range.last(), found);
    }

    private static String name(String what, Range range) {
      return range.size() == 0 ? "" : "%s %d to %d".formatted(what, range.first(), range.last());
    }

    private Verification end() {
      String expected = head(handle);
      if (!expected.equals(entries + ":" + HexFormat.of().formatHex(hash))) {
        return new Broken(
            entries + 1, "the end of the chain is missing; it should end at " + expected);
      }
      if (!witnessSeen) {
        return new Broken(
            Long.parseLong(witnessed.orElse("0:").split(":", 2)[0]),
            "the head kept elsewhere is not in this chain: it was written anew");
      }
      long extra =
          handle
              .createQuery(
                  "select (select count(*) from decision where seq > :decisions)"
                      + " + (select count(*) from label where id > :labels)"
                      + " + (select count(*) from decision where seq < 1)"
                      + " + (select count(*) from label where id < 1)")
              .bind("decisions", decisions)
              .bind("labels", labels)
              .mapTo(Long.class)
              .one();
      return extra == 0
          ? new Intact(entries, decisions, labels, expected)
          : new Broken(entries + 1, extra + " rows that no entry covers were slipped in");
    }
  }
}
