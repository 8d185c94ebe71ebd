package io.hedgerow.engine.pack;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.Event;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test of a pack, from {@code tests/*.yaml}: events in, the expected decision on the last one.
 *
 * @param signals what scores and matches are on every event of the test, by the name conditions use
 * @param fires rules that must have fired, and no live rule beside them may when {@code exactly}
 */
public record PackTest(
    String name,
    List<Event> events,
    Map<String, Object> signals,
    Optional<Verdict> verdict,
    List<String> fires,
    List<String> silent,
    boolean exactly,
    Labels labels,
    SourceSpan span) {
  public PackTest {
    events = List.copyOf(events);
    signals = Map.copyOf(signals);
    fires = List.copyOf(fires);
    silent = List.copyOf(silent);
  }

  /**
   * Effective labels of all events of the test together.
   *
   * @param present such as {@code pin:p1 spam}; must have been proposed
   * @param unlabelled entities for which none may have been
   */
  public record Labels(List<String> present, List<String> unlabelled) {
    public Labels {
      present = List.copyOf(present);
      unlabelled = List.copyOf(unlabelled);
    }
  }
}
