package io.hedgerow.review.reviewer;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.ledger.Ledger;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Who reviews, kept in the database; every change is in the audit chain. Thread-safe. */
public final class Reviewers {
  private final Jdbi jdbi;
  private final Ledger ledger;

  public Reviewers(Jdbi jdbi, Ledger ledger) {
    this.jdbi = jdbi;
    this.ledger = ledger;
  }

  /** What is known of somebody. */
  public Reviewer find(String name) {
    return jdbi.withHandle(handle -> find(handle, name));
  }

  /** Everybody of whom something was said, by name. */
  public List<Reviewer> list() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from review.reviewer order by name")
            .map((row, _) -> reviewer(row))
            .list());
  }

  /** The same inside a transaction of the caller. */
  public static Reviewer find(Handle handle, String name) {
    return handle
        .createQuery("select * from review.reviewer where name = :name")
        .bind("name", name)
        .map((row, _) -> reviewer(row))
        .findOne()
        .orElseGet(() -> Reviewer.unknown(name));
  }

  /** Says what somebody may work on and how much. */
  public void put(Reviewer reviewer, String author) {
    ledger.note(
        "reviewer set",
        author,
        members(
            "reviewer", reviewer.name(),
            "queues", reviewer.queues(),
            "languages", reviewer.languages(),
            "grants", reviewer.grants().stream().sorted().toList(),
            "policies", reviewer.policies(),
            "soft", (long) reviewer.soft(),
            "hard", (long) reviewer.hard()),
        handle ->
            handle
                .createUpdate(
                    "insert into review.reviewer(name, queues, languages, grants, policies, never, soft,"
                        + " hard)"
                        + " values (:name, :queues, :languages, :grants, :policies, :never, :soft, :hard)"
                        + " on conflict (name) do update set queues = excluded.queues,"
                        + " languages = excluded.languages, grants = excluded.grants,"
                        + " policies = excluded.policies,"
                        + " never = excluded.never, soft = excluded.soft, hard = excluded.hard")
                .bind("name", reviewer.name())
                .bindArray("queues", String.class, reviewer.queues())
                .bindArray("languages", String.class, reviewer.languages())
                .bindArray("grants", String.class, reviewer.grants())
                .bindArray("policies", String.class, reviewer.policies())
                .bindArray("never", String.class, reviewer.never())
                .bind("soft", reviewer.soft())
                .bind("hard", reviewer.hard())
                .execute());
  }

  /** How many grave cases somebody was shown in the last day. */
  public int exposure(String name, Instant now) {
    return jdbi.withHandle(handle -> exposure(handle, name, now));
  }

  /** The same inside a transaction of the caller. */
  public static int exposure(Handle handle, String name, Instant now) {
    return handle
        .createQuery(
            "select count(*) from review.view where reviewer = :name and at > :since"
                + " and severity >= :grave and uncovered is null")
        .bind("name", name)
        .bind("since", now.minus(Reviewer.DAY).atOffset(ZoneOffset.UTC))
        .bind("grave", Reviewer.GRAVE)
        .mapTo(Integer.class)
        .one();
  }

  /** When somebody last had the picture of that case before them in another case. */
  public Optional<Instant> pictureSeen(String name, long item) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select max(v.at) from review.item i join review.view v on v.picture = i.picture"
                    + " where i.id = :item and v.reviewer = :name and v.item <> i.id"
                    + " and v.uncovered is not null")
            .bind("item", item)
            .bind("name", name)
            .map((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
            .one()
            .map(OffsetDateTime::toInstant));
  }

  private static Reviewer reviewer(ResultSet row) throws SQLException {
    return new Reviewer(
        row.getString("name"),
        texts(row.getArray("queues")),
        texts(row.getArray("languages")),
        Set.copyOf(texts(row.getArray("grants"))),
        texts(row.getArray("policies")),
        texts(row.getArray("never")),
        row.getInt("soft"),
        row.getInt("hard"));
  }

  private static List<String> texts(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
