package io.hedgerow.ledger.label;

import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.counter.KeyHash;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What {@code has_label} answers from: the labels that count, in memory. The engine thread owns it
 * and changes it only between two events: the effective labels of an event are visible from the
 * next event on, and labels from outside at the moment the engine thread takes them up, which the
 * ledger records with the event that follows. So a replay that does the same gives the same answers
 * ({@code docs/decisions/0001-when-a-label-is-visible.md}).
 *
 * <p>Not thread-safe, except {@link #announce} and {@link #trust}. Memory: 16 bytes a slot, at most
 * half of the slots used, so about 32 to 64 bytes for each entity and policy with a label.
 */
public final class CurrentLabels implements LabelView {

  /**
   * What is known of one entity and policy.
   *
   * @param holdsUntil {@code has_label} is true before it; {@code MIN} never, {@code MAX} for ever
   * @param clearedUntil proposals of rules are ignored before it, since somebody of higher rank
   *     said otherwise; {@code MIN} never, {@code MAX} until somebody says otherwise again
   */
  public record State(Instant holdsUntil, Instant clearedUntil) {
    /** Nothing known. */
    public static final State UNKNOWN = new State(Instant.MIN, Instant.MIN);
  }

  /** A label from outside and what it leads to. */
  public record Announced(long label, EntityId entity, String policy, State after) {}

  private final Set<EntityId> trusted = ConcurrentHashMap.newKeySet();
  private final LongTable holds = new LongTable();
  private final LongTable cleared = new LongTable();
  private final Queue<Announced> announced = new ConcurrentLinkedQueue<>();
  private final List<Long> unrecorded = new ArrayList<>();

  @Override
  public boolean hasLabel(EntityId entity, String policy, Instant at) {
    return holds.get(key(entity, policy)) > at.toEpochMilli();
  }

  @Override
  public boolean trusted(EntityId entity) {
    return !trusted.isEmpty() && trusted.contains(entity);
  }

  /**
   * Says whether machines alone may act on an entity; any thread may. No rule reads it and it moves
   * no label, so a replay needs no record of when.
   */
  public void trust(EntityId entity, boolean yes) {
    if (yes) {
      trusted.add(entity);
    } else {
      trusted.remove(entity);
    }
  }

  /** Makes the effective labels of a decision visible; called right after deciding. */
  public void decided(Decision decision) {
    for (ProposedLabel label : decision.labels()) {
      if (label.effective()) {
        proposed(
            label.entity(),
            label.policy(),
            decision.time(),
            Expiry.of(decision.time(), label.lasts()).orElse(Instant.MAX));
      }
    }
  }

  /** Tells of a label committed from outside; any thread may. */
  public void announce(Announced label) {
    announced.add(label);
  }

  /**
   * Makes everything announced visible; called by the engine thread between events.
   *
   * @return the labels that are visible from the next event on, to be committed with it
   */
  public List<Long> takeUp() {
    if (announced.isEmpty() && unrecorded.isEmpty()) {
      return List.of();
    }
    List<Long> taken = new ArrayList<>(unrecorded);
    unrecorded.clear();
    for (Announced next = announced.poll(); next != null; next = announced.poll()) {
      set(next.entity(), next.policy(), next.after());
      taken.add(next.label());
    }
    return List.copyOf(taken);
  }

  /** Entities and policies known. */
  public int size() {
    return holds.size();
  }

  /** Notes a label that is visible already and must be recorded with the next event. */
  void unrecorded(long label) {
    unrecorded.add(label);
  }

  void proposed(EntityId entity, String policy, Instant time, Instant until) {
    long key = key(entity, policy);
    if (cleared.get(key) <= time.toEpochMilli()) {
      holds.put(key, Math.max(holds.get(key), millis(until)));
    }
  }

  /** Makes a label from outside visible again that was visible at this place before. */
  public void replay(Announced label) {
    set(label.entity(), label.policy(), label.after());
  }

  void set(EntityId entity, String policy, State state) {
    long key = key(entity, policy);
    holds.put(key, millis(state.holdsUntil()));
    if (!state.clearedUntil().equals(Instant.MIN) || cleared.get(key) != Long.MIN_VALUE) {
      cleared.put(key, millis(state.clearedUntil()));
    }
  }

  private static long millis(Instant instant) {
    if (instant.equals(Instant.MIN)) {
      return Long.MIN_VALUE;
    }
    return instant.equals(Instant.MAX) ? Long.MAX_VALUE : instant.toEpochMilli();
  }

  private static long key(EntityId entity, String policy) {
    return KeyHash.of(policy + '\0' + entity.kind() + ':' + entity.id());
  }
}
