package io.hedgerow.ledger;

import io.hedgerow.engine.decision.DecisionId;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.ledger.decision.DecisionList;
import io.hedgerow.ledger.decision.DecisionRow;
import io.hedgerow.ledger.decision.DecisionTable;
import io.hedgerow.ledger.decision.RuleStatistics;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.decision.VerdictCounts;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.enforcement.EnforcementTable;
import io.hedgerow.ledger.enforcement.ReviewRequests;
import io.hedgerow.ledger.enforcement.TrustTable;
import io.hedgerow.ledger.history.EntityHistory;
import io.hedgerow.ledger.history.HistoryEntry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.ledger.quota.Parked;
import io.hedgerow.ledger.quota.QuotaTable;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.ledger.strike.StrikeTable;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Everything that can be asked of the ledger. Never waits for a write. Thread-safe. */
public final class LedgerReader {
  private final Jdbi jdbi;

  public LedgerReader(Database database) {
    jdbi = database.jdbi();
  }

  /** The sequence number of the newest decision; 0 when there is none. */
  public long lastSequence() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select decisions from head").mapTo(Long.class).one());
  }

  /**
   * One decision.
   *
   * @param id 32 hex digits
   */
  public Optional<StoredDecision> decision(String id) {
    UUID uuid = DecisionRow.uuid(id);
    return Optional.ofNullable(
        jdbi.withHandle(handle -> new DecisionTable(handle).find(List.of(uuid)).get(uuid)));
  }

  /** Those of the events that have a decision. */
  public Map<EventKey, StoredDecision> decided(Collection<EventKey> keys) {
    Map<UUID, EventKey> byId = new HashMap<>();
    keys.forEach(key -> byId.put(DecisionRow.uuid(DecisionId.of(key)), key));
    Map<EventKey, StoredDecision> found = new HashMap<>();
    jdbi.withHandle(handle -> new DecisionTable(handle).find(byId.keySet()))
        .forEach((id, stored) -> {
          EventKey key = byId.get(id);
          if (key != null) {
            found.put(key, stored);
          }
        });
    return found;
  }

  /**
   * Decisions, newest first.
   *
   * @param before sequence number to go on from, exclusive; {@code Long.MAX_VALUE} to begin
   */
  public List<StoredDecision> decisions(DecisionFilter filter, long before, int limit) {
    return jdbi.withHandle(handle -> DecisionList.page(handle, filter, before, limit));
  }

  /**
   * Verdicts over event time, oldest first.
   *
   * @param newest how many decisions to look at
   */
  public List<VerdictCounts> verdictCounts(int newest) {
    return jdbi.withHandle(handle -> VerdictCounts.of(handle, newest));
  }

  /**
   * For each of the entities the newest decision on an event about it, as its subject.
   *
   * @param without a type of event that does not count
   */
  public Map<EntityId, StoredDecision> newestAbout(Collection<EntityId> entities, String without) {
    return jdbi.withHandle(handle -> DecisionList.newestAbout(handle, entities, without));
  }

  /** The newest decision on an event of those types about it that had been received by then. */
  public Optional<StoredDecision> newestAboutBy(
      EntityId entity, Collection<String> types, Instant then) {
    return jdbi.withHandle(handle -> DecisionList.newestAboutBy(handle, entity, types, then));
  }

  /**
   * For each of the entities the newest decision on an event of those types about it, as its
   * subject.
   */
  public Map<EntityId, StoredDecision> newestAbout(
      Collection<EntityId> entities, Collection<String> types) {
    return jdbi.withHandle(handle -> DecisionList.newestAbout(handle, entities, types));
  }

  /** What somebody did last before that time, newest first. */
  public List<StoredDecision> recentBy(EntityId actor, Instant before, int limit) {
    return jdbi.withHandle(handle -> DecisionList.by(handle, actor, before, limit));
  }

  /** What came into force on an entity before that time, newest first. */
  public List<EnforcementChange> changesOf(EntityId entity, Instant before, int limit) {
    return jdbi.withHandle(handle -> new EnforcementTable(handle).changesOf(entity, before, limit));
  }

  /** For each of the actors the newest decisions on events of theirs, newest first. */
  public Map<EntityId, List<StoredDecision>> newestBy(Collection<EntityId> actors, int limit) {
    return jdbi.withHandle(handle -> DecisionList.newestBy(handle, actors, limit));
  }

  /** Decisions after that one, oldest first. */
  public List<StoredDecision> decisionsAfter(long sequence, int limit) {
    return jdbi.withHandle(handle -> DecisionList.after(handle, sequence, limit));
  }

  /** Decisions on events of those types after that one, oldest first. */
  public List<StoredDecision> decisionsAfter(long sequence, Collection<String> types, int limit) {
    return jdbi.withHandle(handle -> DecisionList.after(handle, sequence, types, limit));
  }

  /** The sequence number before the first event that was received at that time or later. */
  public long sequenceBefore(Instant received) {
    return jdbi.withHandle(handle -> DecisionList.sequenceBefore(handle, received));
  }

  /**
   * Everything that happened to an entity, oldest first.
   *
   * @param after where the page before ended; {@code Cursor.START} to begin
   */
  public EntityHistory history(EntityId entity, HistoryEntry.Cursor after, int limit) {
    return jdbi.withHandle(handle -> EntityHistory.read(handle, entity, after, limit));
  }

  /** Labels of an entity, oldest first; at most {@link LabelTable#MAX_PER_ENTITY}. */
  public List<Label> labels(EntityId entity) {
    return jdbi.withHandle(
        handle -> new LabelTable(handle).of(List.of(entity)).getOrDefault(entity, List.of()));
  }

  /** Labels of each of the entities, oldest first; those without any are left out. */
  public Map<EntityId, List<Label>> labelsOf(Collection<EntityId> entities) {
    return jdbi.withHandle(handle -> new LabelTable(handle).of(entities));
  }

  /** Labels by number. */
  public List<Label> labels(Collection<Long> ids) {
    return jdbi.withHandle(handle -> new LabelTable(handle).find(ids));
  }

  /** The number of the newest label; 0 when there is none. */
  public long lastLabel() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select labels from head").mapTo(Long.class).one());
  }

  /** Labels on entities of a kind that were written after that one, oldest first. */
  public List<Label> labelsAfter(long label, String kind, int limit) {
    return jdbi.withHandle(handle -> new LabelTable(handle).after(label, kind, limit));
  }

  /** Labels that were written together. */
  public List<Label> labelsInBatch(String batch) {
    return jdbi.withHandle(handle -> new LabelTable(handle).inBatch(batch));
  }

  /** Strikes that an owner bears, oldest first, expired ones included. */
  public List<Strike> strikes(EntityId owner) {
    return jdbi.withHandle(
        handle -> new StrikeTable(handle).ofOwners(List.of(owner)).getOrDefault(owner, List.of()));
  }

  /** True when machines alone may not act on the entity. */
  public boolean trusted(EntityId entity) {
    return jdbi.withHandle(handle -> new TrustTable(handle).of(List.of(entity)).contains(entity));
  }

  /** Changes of what is in force after that one, in order: what a webhook has to send next. */
  public List<EnforcementChange> changesAfter(long id, int limit) {
    return jdbi.withHandle(handle -> new EnforcementTable(handle).changesAfter(id, limit));
  }

  /** The number of the newest change; 0 when there is none. */
  public long lastChange() {
    return jdbi.withHandle(handle -> new EnforcementTable(handle).newest());
  }

  /** Requests for review after that one, oldest first. */
  public List<ReviewRequests.Request> reviewRequestsAfter(long id, int limit) {
    return jdbi.withHandle(handle -> new ReviewRequests(handle).after(id, limit));
  }

  /** Labels of rules over their quota that wait for a person, oldest first. */
  public List<Parked> parked(long after, int limit) {
    return jdbi.withHandle(handle -> new QuotaTable(handle).waiting(after, limit));
  }

  /** Those of these parked labels that still wait. */
  public List<Parked> parked(Collection<Long> ids) {
    return jdbi.withHandle(handle -> new QuotaTable(handle).waiting(ids));
  }

  /** How often rules fired since that time, rounded down to the hour. */
  public List<RuleStatistics.Fired> ruleStatistics(Instant since) {
    return jdbi.withHandle(handle -> new RuleStatistics(handle).since(since));
  }

  /** Uploaded packs, newest first. */
  public List<StoredPacks.Uploaded> packs() {
    return jdbi.withHandle(handle -> new StoredPacks(handle).list());
  }

  /** A pack's files by path. */
  public Optional<Map<String, byte[]>> packFiles(String version) {
    return jdbi.withHandle(handle -> new StoredPacks(handle).files(version));
  }

  /** Which packs were active, newest first; the first is the one that is. */
  public List<StoredPacks.Activation> packActivations(int limit) {
    return jdbi.withHandle(handle -> new StoredPacks(handle).activations(limit));
  }
}
