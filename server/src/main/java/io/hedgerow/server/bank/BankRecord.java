package io.hedgerow.server.bank;

import io.hedgerow.ledger.bank.BankChange.Hash;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What known hashes matched, as decisions say, and what people made of it. Thread-safe. */
public final class BankRecord {
  private static final Duration WEEK = Duration.ofDays(7);

  private final Jdbi jdbi;

  public BankRecord(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /**
   * That an event matched a known hash.
   *
   * @param entity the event's subject, else its actor; empty when it had neither
   */
  record Matched(Hash hash, long sequence, String entity, int distance, Instant at) {}

  /**
   * How a known hash has done.
   *
   * @param matched events that matched it
   * @param right entities it matched that a person found to break the bank's policy
   * @param wrong entities it matched that a person cleared of it
   */
  public record Tally(Hash hash, long matched, long right, long wrong) {
    /** Share of judged entities on which it was right, in [0, 1]; empty before any was judged. */
    public java.util.Optional<Double> precision() {
      return right + wrong == 0
          ? java.util.Optional.empty()
          : java.util.Optional.of((double) right / (right + wrong));
    }
  }

  static void add(Handle handle, Collection<Matched> matched) {
    PreparedBatch batch =
        handle.prepareBatch(
            "insert into server.bank_match(bank, source, name, seq, entity, distance, at)"
                + " values (:bank, :source, :name, :seq, nullif(:entity, ''), :distance, :at)"
                + " on conflict do nothing");
    for (Matched one : matched) {
      batch
          .bind("bank", one.hash().bank())
          .bind("source", one.hash().source())
          .bind("name", one.hash().name())
          .bind("seq", one.sequence())
          .bind("entity", one.entity())
          .bind("distance", one.distance())
          .bind("at", Timestamp.from(one.at()))
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  /** Matches of a hash in the hour up to then. */
  long lastHour(Hash hash, Instant now) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select count(*) from server.bank_match where bank = :bank and source = :source"
                    + " and name = :name and at > :from and at <= :to")
            .bindMap(key(hash))
            .bind("from", Timestamp.from(now.minus(Duration.ofHours(1))))
            .bind("to", Timestamp.from(now))
            .mapTo(Long.class)
            .one());
  }

  /** Most matches of a hash in any clock hour of the week before the last hour. */
  long busiestHour(Hash hash, Instant now) {
    Instant end = now.minus(Duration.ofHours(1));
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select coalesce(max(n), 0) from (select count(*) n from server.bank_match"
                    + " where bank = :bank and source = :source and name = :name"
                    + " and at > :from and at <= :to group by date_trunc('hour', at)) h")
            .bindMap(key(hash))
            .bind("from", Timestamp.from(end.minus(WEEK)))
            .bind("to", Timestamp.from(end))
            .mapTo(Long.class)
            .one());
  }

  private static Map<String, Object> key(Hash hash) {
    Map<String, Object> key = new HashMap<>();
    key.put("bank", hash.bank());
    key.put("source", hash.source());
    key.put("name", hash.name());
    return key;
  }

  /**
   * How the hashes of a bank have done, the busiest first. A person's newest judgement of an entity
   * counts, whether of a pin or spread from its picture.
   *
   * @param policy of the bank
   */
  public List<Tally> tallies(String bank, String policy, int limit) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "with busy as (select source, name, count(*) n from server.bank_match"
                    + " where bank = :bank group by source, name order by n desc, name"
                    + " limit :limit), judged as (select m.source, m.name, (select l.clears"
                    + " from label l where l.entity = m.entity and l.policy = :policy"
                    + " and l.kind in ('REVIEWER', 'APPEAL') and l.negates is null"
                    + " and not exists (select from label n where n.negates = l.id)"
                    + " order by l.id desc limit 1) clears from (select distinct m.source, m.name,"
                    + " m.entity from server.bank_match m join busy using (source, name)"
                    + " where m.bank = :bank and m.entity notnull) m)"
                    + " select b.source, b.name, b.n,"
                    + " (select count(*) from judged j where j.source = b.source"
                    + " and j.name = b.name and not j.clears) rights,"
                    + " (select count(*) from judged j where j.source = b.source"
                    + " and j.name = b.name and j.clears) wrongs"
                    + " from busy b order by b.n desc, b.name")
            .bind("bank", bank)
            .bind("policy", policy)
            .bind("limit", limit)
            .map((row, _) ->
                new Tally(
                    new Hash(bank, row.getString("source"), row.getString("name")),
                    row.getLong("n"),
                    row.getLong("rights"),
                    row.getLong("wrongs")))
            .list());
  }
}
