package io.hedgerow.ledger.reputation;

import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far every source was believed at every time: a step function each. What is not named is
 * believed in full. Immutable.
 *
 * @param steps by source, oldest first
 */
public record Reputations(Map<SourceName, List<Reputation>> steps) {
  /** Everybody is believed. */
  public static final Reputations NONE = new Reputations(Map.of());

  public Reputations {
    Map<SourceName, List<Reputation>> copy = new HashMap<>();
    steps.forEach((source, of) -> copy.put(source, List.copyOf(of)));
    steps = Map.copyOf(copy);
  }

  /** These in the order in which they were written. */
  public static Reputations of(List<Reputation> written) {
    Map<SourceName, List<Reputation>> steps = new HashMap<>();
    written.forEach(r -> steps.computeIfAbsent(r.source(), _ -> new ArrayList<>()).add(r));
    return new Reputations(steps);
  }

  /** With one more, later than all of its source. */
  public Reputations with(Reputation next) {
    Map<SourceName, List<Reputation>> more = new HashMap<>(steps);
    List<Reputation> of = new ArrayList<>(steps.getOrDefault(next.source(), List.of()));
    of.add(next);
    more.put(next.source(), of);
    return new Reputations(more);
  }

  /** How far the source was believed when it wrote the label of that number, in [0, 1]. */
  public double at(SourceName source, long label) {
    List<Reputation> of = steps.getOrDefault(source, List.of());
    for (int i = of.size() - 1; i >= 0; i--) {
      if (label > of.get(i).label()) {
        return of.get(i).value();
      }
    }
    return 1;
  }

  /** The newest of a source. */
  public Optional<Reputation> newest(SourceName source) {
    List<Reputation> of = steps.getOrDefault(source, List.of());
    return of.isEmpty() ? Optional.empty() : Optional.of(of.getLast());
  }
}
