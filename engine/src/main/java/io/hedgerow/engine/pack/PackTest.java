package io.hedgerow.engine.pack;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.Event;
import java.util.List;
import java.util.Optional;

/**
 * A test of a pack, from {@code tests/*.yaml}: events in, the expected decision on the last one.
 *
 * @param fires rules that must have fired, and no live rule beside them may when {@code exactly}
 */
public record PackTest(
    String name,
    List<Event> events,
    Optional<Verdict> verdict,
    List<String> fires,
    List<String> silent,
    boolean exactly,
    SourceSpan span) {
  public PackTest {
    events = List.copyOf(events);
    fires = List.copyOf(fires);
    silent = List.copyOf(silent);
  }
}
