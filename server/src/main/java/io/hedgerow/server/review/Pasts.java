package io.hedgerow.server.review;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.review.reviewer.Sight;
import io.hedgerow.server.review.Surroundings.Past;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What happened before a moment.
 *
 * @param at nothing later is told
 */
record Pasts(LedgerReader reader, Sight sight, Instant at) {
  private static final int MOST = 8;
  private static final int LONGEST = 120;
  private static final List<String> WORDS = List.of("title", "text", "bio", "name");

  /** What came into force on an entity. */
  List<Past> of(EntityId entity) {
    return reader.changesOf(entity, at, MOST).stream().map(Pasts::past).toList();
  }

  private static Past past(EnforcementChange change) {
    String before = word(change.before());
    String after = word(change.after());
    return new Past(
        change.at(),
        after,
        before.equals(after) ? "as before, for longer or another reason" : "was " + before);
  }

  /** What is in force on an entity, as a word. */
  String inForce(EntityId entity) {
    return reader.changesOf(entity, at, 1).stream()
        .map(change -> word(change.after()))
        .findFirst()
        .orElse(Action.NONE.word());
  }

  private static String word(Enforcement enforcement) {
    return enforcement.action().word();
  }

  /** What somebody did, without what the viewer may not look at. */
  List<Past> by(EntityId actor, String viewer) {
    List<StoredDecision> recent = reader.recentBy(actor, at, MOST);
    Set<EntityId> closed =
        sight
            .closed(
                viewer,
                recent.stream()
                    .flatMap(stored -> Bounds.about(stored.decision()).stream())
                    .toList())
            .keySet();
    return recent.stream()
        .filter(stored -> Bounds.about(stored.decision()).filter(closed::contains).isEmpty())
        .map(Pasts::past)
        .toList();
  }

  private static Past past(StoredDecision stored) {
    var data = stored.event().data();
    String said =
        WORDS.stream()
            .flatMap(name -> data.get(name) instanceof String text ? Stream.of(text) : Stream.of())
            .findFirst()
            .orElse("");
    return new Past(
        stored.received(),
        stored.decision().type() + ", " + stored.decision().verdict().word(),
        said.length() > LONGEST ? said.substring(0, LONGEST) + "…" : said);
  }
}
