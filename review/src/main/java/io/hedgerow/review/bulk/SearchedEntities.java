package io.hedgerow.review.bulk;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.ledger.decision.StoredDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a search of decisions finds at the moment of asking: the subjects of the matching events, or
 * their actors. Decisions that come later are not covered. Used by one thread.
 */
public final class SearchedEntities implements Entities {
  private static final int PAGE = 1_000;

  private final LedgerReader reader;
  private final DecisionFilter filter;
  private final boolean actors;
  private final Kinds kinds;
  private final UnaryOperator<List<StoredDecision>> open;
  private final String origin;
  private long before = Long.MAX_VALUE;
  private int withheld;

  /**
   * @param actors true for who did it, false for what it was done to
   * @param open leaves out the decisions that whoever asks may not look at
   * @param origin the search, for people to read
   */
  public SearchedEntities(
      LedgerReader reader,
      DecisionFilter filter,
      boolean actors,
      Kinds kinds,
      UnaryOperator<List<StoredDecision>> open,
      String origin) {
    this.reader = reader;
    this.filter = filter;
    this.actors = actors;
    this.kinds = kinds;
    this.open = open;
    this.origin = origin;
  }

  /** A page without any entity is passed over, so that empty means the end. */
  @Override
  public List<Line> next() {
    List<Line> lines = new ArrayList<>();
    while (lines.isEmpty()) {
      List<StoredDecision> page = reader.decisions(filter, before, PAGE);
      if (page.isEmpty()) {
        return lines;
      }
      before = page.getLast().sequence();
      List<StoredDecision> seen = open.apply(page);
      withheld += page.size() - seen.size();
      seen.forEach(stored ->
          entity(stored.decision())
              .ifPresent(entity -> lines.add(kinds.line(stored.sequence(), entity.toString()))));
    }
    return lines;
  }

  private Optional<EntityId> entity(Decision decision) {
    return actors ? decision.actor() : decision.subject();
  }

  /** Once all is read, with how much was left out. */
  @Override
  public String origin() {
    return withheld == 0
        ? origin
        : "%s, without %,d decision%s of closed queues"
            .formatted(origin, withheld, withheld == 1 ? "" : "s");
  }
}
