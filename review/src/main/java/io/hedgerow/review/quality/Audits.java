package io.hedgerow.review.quality;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.review.cases.Arrivals;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.review.quality.CheckTable.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Random samples of a day's decisions for people to check: a fixed number of the labels of each
 * source and policy, and of what reviewers decided by policy and outcome. Each draw is kept with
 * its inclusion probability, size / population (a stratified simple random sample; Cochran,
 * Sampling Techniques, 1977, chapter 5). Unlike what reviewers see anyway, which is what machines
 * doubt and users object to, it speaks for all of a source's labels. Thread-safe.
 */
public final class Audits {
  private static final Duration LOOK = Duration.ofMinutes(1);

  /** A sample that is answered late says nothing about today. */
  private static final Duration WITHIN = Duration.ofDays(5);

  private static final int PAGE = 200;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Arrivals arrivals;
  private final QualityRates rates;
  private final RandomGenerator random;
  private final InstantSource clock;
  private volatile Instant looked = Instant.MIN;

  Audits(
      Jdbi jdbi,
      Ledger ledger,
      Arrivals arrivals,
      QualityRates rates,
      RandomGenerator random,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.arrivals = arrivals;
    this.rates = rates;
    this.random = random;
    this.clock = clock;
  }

  /**
   * One draw and what came of it.
   *
   * @param kind RULE, HASH, MODEL or LLM, or REVIEWER for a decision of people
   * @param source the rule, bank or model; {@code breaks} or {@code clear} for people
   * @param right whether people found the label right; empty while nobody has looked
   * @param answered when they did
   */
  public record Draw(
      long id,
      LocalDate day,
      String kind,
      String source,
      String policy,
      EntityId entity,
      double probability,
      Optional<Boolean> right,
      Optional<Instant> answered) {}

  private record Chosen(
      String kind, String source, String policy, String entity, long label, long population) {}

  /**
   * Draws from a day that is over; a day is drawn once.
   *
   * @param size most draws of each source and policy
   * @return how many were drawn; empty when the day was drawn before
   */
  public OptionalInt draw(LocalDate day, int size, long seed, String author) {
    Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant to = from.plus(Duration.ofDays(1));
    if (to.isAfter(clock.instant())) {
      throw new IllegalArgumentException("the day must be over, was " + day);
    }
    if (size < 1 || size > 1_000) {
      throw new IllegalArgumentException("size must be in [1, 1000], was " + size);
    }
    List<Chosen> chosen = new ArrayList<>();
    jdbi.useHandle(handle -> {
      chosen.addAll(labels(handle, from, to, size, seed));
      chosen.addAll(verdicts(handle, from, to, size, seed));
    });
    boolean[] drawn = new boolean[1];
    ledger.note(
        "audit drawn",
        author,
        members("day", day.toString(), "size", (long) size, "draws", (long) chosen.size()),
        handle -> drawn[0] = keep(handle, day, size, seed, author, chosen));
    return drawn[0] ? OptionalInt.of(chosen.size()) : OptionalInt.empty();
  }

  /** Hashing by a seed orders at random and the same way again. */
  private static final String PLACES =
      " , count(*) over (partition by kind, source, policy) as population,"
          + " row_number() over (partition by kind, source, policy"
          + " order by hashtextextended(entity, :seed), label) as place from drawn_from)"
          + " select * from placed where place <= :size order by kind, source, policy, place";

  private static List<Chosen> labels(Handle handle, Instant from, Instant to, int size, long seed) {
    return handle
        .createQuery(
            "with drawn_from as (select distinct on (kind, source, policy, entity) kind, source,"
                + " policy, entity, id as label from label where id >= :first and id < :end"
                + " and kind in ('RULE', 'HASH', 'MODEL', 'LLM') and negates is null and not clears"
                + " order by kind, source, policy, entity, id), placed as (select *"
                + PLACES)
        .bind("first", firstLabel(handle, from))
        .bind("end", firstLabel(handle, to))
        .bind("seed", seed)
        .bind("size", size)
        .map((row, _) -> chosen(row))
        .list();
  }

  private static List<Chosen> verdicts(
      Handle handle, Instant from, Instant to, int size, long seed) {
    return handle
        .createQuery(
            "with drawn_from as (select distinct on (i.entity) 'REVIEWER' as kind,"
                + " case when v.violates then 'breaks' else 'clear' end as source,"
                + " case when v.violates then v.policy else i.policy end as policy, i.entity,"
                + " v.id as label from review.verdict v join review.item i on i.id = v.item"
                + " where v.at >= :from and v.at < :to and v.undone is null and i.appeal is null"
                + " and not exists (select 1 from review.verdict w where w.item = v.item"
                + " and w.id < v.id) order by i.entity, v.id), placed as (select *"
                + PLACES)
        .bind("from", from.atOffset(ZoneOffset.UTC))
        .bind("to", to.atOffset(ZoneOffset.UTC))
        .bind("seed", seed)
        .bind("size", size)
        .map((row, _) -> chosen(row))
        .list();
  }

  private static Chosen chosen(ResultSet row) throws SQLException {
    return new Chosen(
        row.getString("kind"),
        row.getString("source"),
        row.getString("policy"),
        row.getString("entity"),
        row.getLong("label"),
        row.getLong("population"));
  }

  /**
   * The first label written at that time or later, found by halving: labels are in time's order.
   */
  private static long firstLabel(Handle handle, Instant time) {
    long low = 1;
    long high = handle.createQuery("select labels + 1 from head").mapTo(Long.class).one();
    while (low < high) {
      long middle = low + (high - low) / 2;
      boolean before =
          handle
              .createQuery("select created < :time from label where id = :id")
              .bind("time", time.atOffset(ZoneOffset.UTC))
              .bind("id", middle)
              .mapTo(Boolean.class)
              .one();
      if (before) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean keep(
      Handle handle, LocalDate day, int size, long seed, String author, List<Chosen> chosen) {
    Instant now = clock.instant();
    int fresh =
        handle.execute(
            "insert into review.audit_day(day, size, draws, seed, author, created)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
            day,
            size,
            chosen.size(),
            seed,
            author,
            CheckTable.at(now));
    if (fresh == 0) {
      return false;
    }
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into review.audit_draw(day, kind, source, policy, entity, label, population,"
                + " size, probability, created) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (Chosen one : chosen) {
      long drawn = Math.min(size, one.population());
      batch.add(
          day,
          one.kind(),
          one.source(),
          one.policy(),
          one.entity(),
          one.label(),
          one.population(),
          drawn,
          (double) drawn / one.population(),
          CheckTable.at(now));
    }
    batch.execute();
    ask(handle, day, chosen, now);
    return true;
  }

  private void ask(Handle handle, LocalDate day, List<Chosen> chosen, Instant now) {
    CheckTable table = new CheckTable(handle);
    chosen.stream()
        .filter(one -> one.kind().equals("REVIEWER"))
        .filter(one -> table.about(one.label(), Check.Kind.SECOND).isEmpty())
        .forEach(one -> secondLook(handle, table, one.label(), 1, now));
    List<Asked> asked =
        handle
            .createQuery(
                "select distinct on (entity) entity, policy from review.audit_draw d"
                    + " where day = :day and kind <> 'REVIEWER' and not exists ("
                    + " select 1 from review.item i join review.verdict v on v.item = i.id"
                    + " where i.entity = d.entity and i.appeal is null and v.undone is null)"
                    + " order by entity, id")
            .bind("day", day)
            .map((row, _) ->
                new Asked(EntityId.parse(row.getString(1)), row.getString(2), "rule", now))
            .list();
    for (int i = 0; i < asked.size(); i += PAGE) {
      arrivals.put(handle, asked.subList(i, Math.min(asked.size(), i + PAGE)));
    }
    handle
        .createUpdate(
            "update review.item set urgent = least(urgent, :urgent) where state = 'open'"
                + " and appeal is null and not blind and entity = any(:entities)")
        .bind("urgent", CheckTable.at(now.plus(WITHIN)))
        .bindArray(
            "entities", String.class, asked.stream().map(a -> a.entity().toString()).toList())
        .execute();
  }

  /**
   * Has somebody else take a decision again, unless somebody was asked to before.
   *
   * @param probability with which the decision was drawn for it
   */
  public void again(Handle handle, long verdict, double probability, Instant now) {
    CheckTable table = new CheckTable(handle);
    if (table.about(verdict, Check.Kind.SECOND).isEmpty()) {
      secondLook(handle, table, verdict, probability, now);
    }
  }

  private static void secondLook(
      Handle handle, CheckTable table, long verdict, double probability, Instant now) {
    long item =
        handle
            .createQuery("select item from review.verdict where id = :id")
            .bind("id", verdict)
            .mapTo(Long.class)
            .one();
    String first =
        handle
            .createQuery("select reviewer from review.verdict where id = :id")
            .bind("id", verdict)
            .mapTo(String.class)
            .one();
    table
        .decided(item)
        .ifPresent(source ->
            table.open(
                source,
                Purpose.second(verdict, probability),
                Optional.empty(),
                Optional.of(first),
                now));
  }

  /** Draws yesterday if somebody has said how much of each day; at most one look a minute. */
  public void followDays() {
    Instant now = clock.instant();
    if (now.isBefore(looked)) {
      return;
    }
    looked = now.plus(LOOK);
    LocalDate yesterday = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(1);
    int size = rates.auditsADay();
    if (size > 0 && !drawn(yesterday)) {
      draw(yesterday, size, random.nextLong(), "review");
    }
  }

  private boolean drawn(LocalDate day) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select exists (select 1 from review.audit_day where day = :day)")
            .bind("day", day)
            .mapTo(Boolean.class)
            .one());
  }

  /**
   * Draws of days since then, by source, policy and day. A machine's label is right when the newest
   * standing decision of people, appeals apart, says that the entity breaks that policy; a
   * reviewer's decision is right when the second person, or the third where they disagreed, said
   * the same.
   */
  public List<Draw> list(LocalDate since) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select d.*, case when d.kind = 'REVIEWER' then p.said_right else m.said_right end"
                    + " as is_right, case when d.kind = 'REVIEWER' then p.said_at else m.said_at end"
                    + " as answered from review.audit_draw d"
                    + " left join lateral (select coalesce(t.policy = d.policy, v.violates"
                    + " and v.policy = d.policy) as said_right, coalesce(t.at, v.at) as said_at"
                    + " from review.item i join review.verdict v on v.item = i.id"
                    + " left join review.quality_check c on c.verdict = v.id and c.kind = 'third'"
                    + " left join review.answer t on t.item = c.item and t.undone is null"
                    + " where d.kind <> 'REVIEWER' and i.entity = d.entity and i.appeal is null"
                    + " and v.undone is null order by v.id desc limit 1) m on true"
                    + " left join lateral (select coalesce(t.policy, s.policy) = case when v.violates"
                    + " then v.policy else '' end as said_right, coalesce(t.at, s.at) as said_at"
                    + " from review.verdict v join review.quality_check c on c.verdict = v.id"
                    + " and c.kind = 'second' join review.answer s on s.item = c.item"
                    + " and s.undone is null left join review.quality_check k on k.verdict = v.id"
                    + " and k.kind = 'third' left join review.answer t on t.item = k.item"
                    + " and t.undone is null where d.kind = 'REVIEWER' and v.id = d.label"
                    + " and v.undone is null and (k.item is null or t.id is not null)) p on true"
                    + " where d.day >= :since order by d.kind, d.source, d.policy, d.day, d.id")
            .bind("since", since)
            .map((row, _) -> read(row))
            .list());
  }

  private static Draw read(ResultSet row) throws SQLException {
    boolean right = row.getBoolean("is_right");
    boolean unanswered = row.wasNull();
    return new Draw(
        row.getLong("id"),
        row.getDate("day").toLocalDate(),
        row.getString("kind"),
        row.getString("source"),
        row.getString("policy"),
        EntityId.parse(row.getString("entity")),
        row.getDouble("probability"),
        unanswered ? Optional.empty() : Optional.of(right),
        unanswered ? Optional.empty() : Optional.of(CheckTable.instant(row, "answered")));
  }
}
