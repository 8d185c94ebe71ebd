package io.hedgerow.review;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.review.cases.Arrivals;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.review.cases.Content;
import io.hedgerow.review.report.Notice;
import io.hedgerow.review.report.Notice.Draft;
import io.hedgerow.review.report.Notice.Item;
import io.hedgerow.review.report.Notice.Receipt;
import io.hedgerow.review.report.Reports;
import io.hedgerow.review.report.Reports.Report;
import io.hedgerow.review.report.Trust;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Notices by people without an account: kept, labelled and made into cases in one write of the
 * ledger. Whoever gives one is a reporter of their own, without a past: an e-mail address that
 * nobody has checked must not borrow the trust of another. Thread-safe.
 */
public final class Notices {
  private static final int TOKEN_BYTES = 16;

  /** Without letters and digits that are taken for one another. */
  private static final String RECEIPT_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int RECEIPT_LENGTH = 12;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Arrivals arrivals;
  private final InstantSource clock;
  private final SecureRandom random;

  Notices(
      Jdbi jdbi,
      Ledger ledger,
      LedgerReader reader,
      Supplier<Pack> pack,
      Arrivals arrivals,
      InstantSource clock,
      SecureRandom random) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.reader = reader;
    this.pack = pack;
    this.arrivals = arrivals;
    this.clock = clock;
    this.random = random;
  }

  /** Takes a notice. What nothing is known of here is kept, and opens no case. */
  public Receipt file(Draft draft) {
    Instant now = clock.instant();
    Receipt receipt = new Receipt(number(), token());
    List<EntityId> found =
        draft.entities().stream()
            .filter(entity -> Content.of(reader, pack.get(), entity).stored().isPresent())
            .toList();
    List<LabelWrite> labels =
        pack.get().policies().containsKey(draft.policy())
            ? found.stream()
                .map(entity -> report(0, receipt, entity, draft, now))
                .map(report -> ReportFollower.label(report, new Trust(0, 0)))
                .toList()
            : List.of();
    if (labels.isEmpty()) {
      ledger.note(
          "notice",
          reporter(receipt),
          members("items", (long) draft.entities().size()),
          handle -> keep(handle, draft, receipt, found, now));
    } else {
      ledger.write(
          reporter(receipt), "review", labels, handle -> keep(handle, draft, receipt, found, now));
    }
    return receipt;
  }

  private void keep(
      Handle handle, Draft draft, Receipt receipt, List<EntityId> found, Instant now) {
    long notice =
        handle
            .createQuery(
                "insert into review.notice(token, receipt, policy, text, name, email, at)"
                    + " values (:token, :receipt, :policy, :text, :name, :email, :at) returning id")
            .bind("token", receipt.token())
            .bind("receipt", receipt.receipt())
            .bind("policy", draft.policy())
            .bind("text", draft.text())
            .bind("name", draft.name())
            .bind("email", draft.email())
            .bind("at", now.atOffset(ZoneOffset.UTC))
            .mapTo(Long.class)
            .one();
    int n = 0;
    for (EntityId entity : draft.entities()) {
      handle.execute(
          "insert into review.notice_item(notice, n, entity, found) values (?, ?, ?, ?)",
          notice,
          n++,
          entity.toString(),
          found.contains(entity));
    }
    Reports reports = new Reports(handle);
    found.forEach(entity -> reports.add(report(notice, receipt, entity, draft, now)));
    arrivals.put(
        handle, found.stream().map(entity -> new Asked(entity, "", Arrivals.NOTICE, now)).toList());
  }

  private static Report report(
      long notice, Receipt receipt, EntityId entity, Draft draft, Instant now) {
    return new Report(
        Optional.empty(),
        Optional.of(notice),
        reporter(receipt),
        entity,
        draft.policy(),
        draft.text(),
        now);
  }

  private static String reporter(Receipt receipt) {
    return "notice:" + receipt.receipt();
  }

  private String token() {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  private String number() {
    return random
        .ints(RECEIPT_LENGTH, 0, RECEIPT_LETTERS.length())
        .mapToObj(i -> String.valueOf(RECEIPT_LETTERS.charAt(i)))
        .collect(Collectors.joining());
  }

  /** The notice of a link, and what became of it. */
  public Optional<Notice> find(String token) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from review.notice where token = :token")
            .bind("token", token)
            .map((row, _) ->
                new Notice(
                    row.getString("receipt"),
                    row.getString("policy"),
                    row.getString("text"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    items(handle, row.getLong("id"))))
            .findOne());
  }

  private static List<Item> items(Handle handle, long notice) {
    return handle
        .createQuery(
            "select i.entity, i.found, r.upheld from review.notice_item i left join review.report r"
                + " on r.notice = i.notice and r.entity = i.entity where i.notice = :notice"
                + " order by i.n")
        .bind("notice", notice)
        .map((row, _) ->
            new Item(
                EntityId.parse(row.getString("entity")),
                row.getBoolean("found"),
                Optional.ofNullable(row.getObject("upheld", Boolean.class))))
        .list();
  }
}
