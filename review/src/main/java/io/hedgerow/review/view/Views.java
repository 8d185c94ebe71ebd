package io.hedgerow.review.view;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.review.cases.ReviewCase;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Who was shown what. A view is on disk before its content is sent; the audit chain covers views in
 * pages, a moment later, so that people looking at things do not wait for the ledger's one writer
 * (decision 0045). Thread-safe, except that one thread at a time chains.
 */
public final class Views {
  private static final String POSITION = "views chained";
  private static final String KIND = "content viewed";
  private static final String FORGOTTEN = "views forgotten";
  private static final int PAGE = 1_000;

  /** Writers hold it shared until they commit; whoever chains takes it alone for a moment. */
  private static final long DOOR = 0x6865_6467_6572_6f77L;

  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final InstantSource clock;

  public Views(Jdbi jdbi, Ledger ledger, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * Keeps that somebody is about to be shown something; it is on disk when this returns.
   *
   * @param what kind of page or answer, such as {@code entity}
   * @param subject whom or what it is about: {@code pin:p1}, or an address
   */
  public void add(String viewer, String what, String subject) {
    jdbi.useTransaction(handle ->
        add(handle, new Row(0, viewer, what, 0, subject, 0, clock.instant(), Optional.empty())));
  }

  /**
   * Keeps that somebody had covered content of a case before them, for how long, and which picture
   * that was: what a screen tells afterwards.
   */
  public void uncovered(String viewer, ReviewCase item, Optional<String> picture, Duration lasted) {
    int millis = (int) Math.clamp(lasted.toMillis(), 0, Integer.MAX_VALUE);
    jdbi.useTransaction(handle ->
        add(
            handle,
            new Row(
                0,
                viewer,
                "uncovered",
                item.id(),
                "",
                item.severity(),
                clock.instant(),
                Optional.of(new Uncovered(picture.orElse(""), millis)))));
  }

  /** True when somebody was given that case in the last day. */
  public boolean given(String viewer, long item) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select exists (select 1 from review.view where reviewer = :viewer and at > :since"
                    + " and item = :item and uncovered is null)")
            .bind("viewer", viewer)
            .bind("since", clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
            .bind("item", item)
            .mapTo(Boolean.class)
            .one());
  }

  /** Keeps that somebody gets a case to see, in the transaction that hands it out. */
  public static void add(Handle handle, String viewer, long item, int severity, Instant at) {
    add(handle, new Row(0, viewer, "case", item, "", severity, at, Optional.empty()));
  }

  private static void add(Handle handle, Row row) {
    handle.execute("select pg_advisory_xact_lock_shared(?)", DOOR);
    handle.execute(
        "insert into review.view(reviewer, what, item, subject, severity, at, picture, uncovered)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?)",
        row.viewer(),
        row.what(),
        row.item(),
        row.subject().replace('\0', '\uFFFD'),
        row.severity(),
        row.at().atOffset(ZoneOffset.UTC),
        row.uncovered().map(Uncovered::picture).orElse(null),
        row.uncovered().map(Uncovered::millis).orElse(null));
  }

  private record Uncovered(String picture, int millis) {}

  private record Row(
      long id,
      String viewer,
      String what,
      long item,
      String subject,
      int severity,
      Instant at,
      Optional<Uncovered> uncovered) {
    static Row of(ResultSet row) throws SQLException {
      return new Row(
          row.getLong("id"),
          row.getString("reviewer"),
          row.getString("what"),
          row.getLong("item"),
          row.getString("subject"),
          row.getInt("severity"),
          row.getObject("at", OffsetDateTime.class).toInstant(),
          uncovered(row));
    }

    private static Optional<Uncovered> uncovered(ResultSet row) throws SQLException {
      Integer millis = row.getObject("uncovered", Integer.class);
      return millis == null
          ? Optional.empty()
          : Optional.of(new Uncovered(row.getString("picture"), millis));
    }

    void into(Digest digest) {
      digest.add(id).add(viewer).add(what).add(item).add(subject).add(severity).add(at);
      uncovered.ifPresent(seen -> digest.add(seen.picture()).add(seen.millis()));
    }
  }

  /**
   * Puts the next page of views into the audit chain.
   *
   * @return true when there may be more
   */
  public boolean chain() {
    OptionalLong newest = newest();
    long after = jdbi.withHandle(Views::position);
    if (newest.isEmpty() || newest.getAsLong() <= after) {
      return false;
    }
    List<Row> page = jdbi.withHandle(h -> rows(h, after, newest.getAsLong(), PAGE));
    if (page.isEmpty()) {
      return false;
    }
    long last = page.getLast().id();
    ledger.note(
        KIND,
        "review",
        members("after", after, "last", last, "rows", (long) page.size(), "digest", digest(page)),
        handle -> move(handle, last));
    return page.size() == PAGE;
  }

  /**
   * The newest view below which none is still being written: numbers are given out before they are
   * committed, so a gap may yet be filled. Empty when writers are too busy to tell; they are never
   * held up for longer than a twentieth of a second.
   */
  private OptionalLong newest() {
    try {
      return OptionalLong.of(
          jdbi.inTransaction(handle -> {
            handle.execute("set local lock_timeout = '50ms'");
            handle.execute("select pg_advisory_xact_lock(?)", DOOR);
            return handle
                .createQuery("select coalesce(max(id), 0) from review.view")
                .mapTo(Long.class)
                .one();
          }));
    } catch (JdbiException failure) {
      if (failure.getCause() instanceof SQLException sql
          && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
        return OptionalLong.empty();
      }
      throw failure;
    }
  }

  private static List<Row> rows(Handle handle, long after, long last, int limit) {
    return handle
        .createQuery(
            "select * from review.view where id > :after and id <= :last order by id limit :limit")
        .bind("after", after)
        .bind("last", last)
        .bind("limit", limit)
        .map((row, _) -> Row.of(row))
        .list();
  }

  private static String digest(List<Row> rows) {
    Digest digest = new Digest();
    rows.forEach(row -> row.into(digest));
    return HexFormat.of().formatHex(digest.take());
  }

  private static long position(Handle handle) {
    return handle
        .createQuery("select position from review.follower where name = :name")
        .bind("name", POSITION)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  private static void move(Handle handle, long position) {
    handle.execute(
        "insert into review.follower(name, position) values (?, ?)"
            + " on conflict (name) do update set position = excluded.position",
        POSITION,
        position);
  }

  /** One view of something. */
  public record Seen(String viewer, String what, Instant at) {}

  /** Who was shown something, newest first; the cases of an entity count as views of it. */
  public List<Seen> of(String subject, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select reviewer, what, at from (select * from review.view where subject = :subject"
                    + " union all select w.* from review.item i join review.view w on w.item = i.id"
                    + " where i.entity = :subject) v order by at desc, id desc limit :limit")
            .bind("subject", subject)
            .bind("limit", limit)
            .map((row, _) ->
                new Seen(
                    row.getString("reviewer"),
                    row.getString("what"),
                    row.getObject("at", OffsetDateTime.class).toInstant()))
            .list());
  }

  /**
   * Forgets views of before that time, a whole page of the chain at a time, and says so in it.
   *
   * @return how many are gone
   */
  public int forget(Instant before) {
    Optional<String> page =
        jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select detail from audit where kind = :kind and at < :before"
                        + " order by at desc, seq desc limit 1")
                .bind("kind", KIND)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .mapTo(String.class)
                .findOne());
    long last = page.map(said -> number(read(said), "last")).orElse(0L);
    int rows = jdbi.withHandle(handle -> count(handle, last));
    if (rows == 0) {
      return 0;
    }
    ledger.note(
        FORGOTTEN,
        "review",
        members("last", last, "rows", (long) rows, "before", before.toString()),
        handle -> {
          handle.execute("set local hedgerow.forgetting = 'views'");
          handle.execute("delete from review.view where id <= ?", last);
        });
    return rows;
  }

  private static int count(Handle handle, long last) {
    return handle
        .createQuery("select count(*) from review.view where id <= :last")
        .bind("last", last)
        .mapTo(Integer.class)
        .one();
  }

  /**
   * Checks every page of views that is not forgotten against what the chain says of it.
   *
   * @return what is wrong with the first that does not fit
   */
  public Optional<String> verify() {
    return verify(jdbi);
  }

  /** The same for a database without a server; one that never had a desk has nothing to check. */
  public static Optional<String> verify(Jdbi jdbi) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> hasViews(handle) ? check(handle) : Optional.empty());
  }

  private static boolean hasViews(Handle handle) {
    return handle
        .createQuery("select to_regclass('review.view') is not null")
        .mapTo(Boolean.class)
        .one();
  }

  private static Optional<String> check(Handle handle) {
    long forgotten = forgotten(handle);
    if (count(handle, forgotten) > 0) {
      return Optional.of("views up to %d were forgotten and are there".formatted(forgotten));
    }
    long covered = 0;
    try (ResultIterator<String> pages = details(handle, KIND)) {
      while (pages.hasNext()) {
        Map<?, ?> said = read(pages.next());
        Optional<String> wrong = wrong(handle, said, covered, forgotten);
        if (wrong.isPresent()) {
          return wrong;
        }
        covered = number(said, "last");
      }
    }
    return Optional.empty();
  }

  private static Optional<String> wrong(
      Handle handle, Map<?, ?> page, long covered, long forgotten) {
    long after = number(page, "after");
    long last = number(page, "last");
    if (after != covered) {
      return Optional.of("views %d to %d are in no page".formatted(covered + 1, after));
    }
    if (last <= forgotten) {
      return Optional.empty();
    }
    List<Row> rows = rows(handle, after, last, Integer.MAX_VALUE);
    return rows.size() == number(page, "rows") && digest(rows).equals(page.get("digest"))
        ? Optional.empty()
        : Optional.of("views %d to %d are not what was kept".formatted(after + 1, last));
  }

  private static long forgotten(Handle handle) {
    long last = 0;
    try (ResultIterator<String> notes = details(handle, FORGOTTEN)) {
      while (notes.hasNext()) {
        last = Math.max(last, number(read(notes.next()), "last"));
      }
    }
    return last;
  }

  private static ResultIterator<String> details(Handle handle, String kind) {
    return handle
        .createQuery("select detail from audit where kind = :kind order by seq")
        .bind("kind", kind)
        .setFetchSize(PAGE)
        .mapTo(String.class)
        .iterator();
  }

  private static Map<?, ?> read(String detail) {
    return new JsonReader().read(detail) instanceof JsonReading.Value(Map<?, ?> said)
        ? said
        : Map.of();
  }

  private static long number(Map<?, ?> members, String name) {
    return members.get(name) instanceof Long number ? number : -1;
  }
}
