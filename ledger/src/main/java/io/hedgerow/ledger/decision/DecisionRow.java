package io.hedgerow.ledger.decision;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.ledger.audit.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A decision about to be written: everything that can be worked out before the transaction.
 *
 * @param contentHash SHA-256 of what the event says
 * @param took how long the engine thought
 */
public record DecisionRow(
    UUID id,
    Event event,
    Decision decision,
    String eventJson,
    String decisionJson,
    byte[] contentHash,
    Optional<Duration> took) {

  /** Works out the texts and hashes. */
  public static DecisionRow of(Event event, Decision decision, Optional<Duration> took) {
    return new DecisionRow(
        uuid(decision.id()),
        event,
        decision,
        EventJson.write(event),
        DecisionJson.write(decision),
        HexFormat.of().parseHex(EventJson.contentHash(event)),
        took);
  }

  /**
   * The decision's id as the database keeps it.
   *
   * @throws IllegalArgumentException when it is not 32 hex digits
   */
  public static UUID uuid(String decisionId) {
    if (decisionId.length() != 32
        || !decisionId.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
      throw new IllegalArgumentException(
          "a decision id must be 32 hex digits, was `" + decisionId + "`");
    }
    return new UUID(
        Long.parseUnsignedLong(decisionId, 0, 16, 16),
        Long.parseUnsignedLong(decisionId, 16, 32, 16));
  }

  /** What it can be found by: rules that fired and policies they proposed. */
  Set<String> tags() {
    Set<String> tags = new TreeSet<>();
    decision.fired().forEach((FiredRule fired) -> tags.add("rule:" + fired.rule()));
    decision.labels().forEach(label -> tags.add("policy:" + label.policy()));
    return tags;
  }

  Object[] columns(long sequence, Instant now) {
    return new Object[] {
      sequence,
      id,
      decision.type(),
      decision.verdict().word(),
      decision.review(),
      decision.actor().map(EntityId::toString),
      decision.subject().map(EntityId::toString),
      micros(event.time()),
      micros(event.received()),
      now,
      decision.packVersion(),
      contentHash,
      eventJson,
      decisionJson,
      took.map(DecisionRow::micros)
    };
  }

  void digest(Digest digest, long sequence, Instant now) {
    digest(
        digest,
        sequence,
        id,
        decision.type(),
        decision.verdict().word(),
        decision.review(),
        decision.actor().map(EntityId::toString),
        decision.subject().map(EntityId::toString),
        micros(event.time()),
        micros(event.received()),
        now,
        decision.packVersion(),
        contentHash,
        eventJson,
        decisionJson);
  }

  /** The one place that says in which order a decision's columns enter the audit chain. */
  static void digest(
      Digest digest,
      long sequence,
      UUID id,
      String type,
      String verdict,
      boolean review,
      Optional<String> actor,
      Optional<String> subject,
      Instant time,
      Instant received,
      Instant decided,
      String pack,
      byte[] contentHash,
      String eventJson,
      String decisionJson) {
    digest
        .add(sequence)
        .add(id.getMostSignificantBits())
        .add(id.getLeastSignificantBits())
        .add(type)
        .add(verdict)
        .add(review ? 1 : 0)
        .add(actor)
        .add(subject)
        .add(time)
        .add(received)
        .add(decided)
        .add(pack)
        .add(contentHash)
        .add(eventJson)
        .add(decisionJson);
  }

  private static long micros(Duration took) {
    return took.toNanos() / 1_000;
  }

  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }
}
