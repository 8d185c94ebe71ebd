package io.hedgerow.engine.backtest;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a pack over events of the past, in the order they came, through the same {@code
 * Engine.decide} that runs live; with a second pack, both see every event and what differs is kept.
 * Each pack has counters and labels of its own, so a label of one never feeds a rule of the other.
 *
 * <p>Memory grows with the actors and entities that rules fire on, not with the events. Not
 * thread-safe.
 */
public final class Backtest {
  /** How far back a repeated event is known again. */
  public static final int REMEMBERED = 1_000_000;

  private final Lane tried;
  private final Optional<Lane> against;
  private final Changes changes;
  private final Map<EventKey, Boolean> seen =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventKey, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long events;
  private long repeats;
  private @Nullable Instant first;
  private @Nullable Instant last;

  /** A backtest of one pack. */
  public Backtest(CompiledPack pack, Signals signals) {
    tried = new Lane(pack, signals);
    against = Optional.empty();
    changes = new Changes(0);
  }

  /**
   * A pack held against another, with the same signals.
   *
   * @param samples events to keep of each kind of changed verdict
   */
  public Backtest(CompiledPack pack, CompiledPack against, Signals signals, int samples) {
    this(pack, signals, against, signals, samples);
  }

  /**
   * A pack held against another whose banks may be defined otherwise.
   *
   * @param signals of the pack
   * @param others of the pack it is held against
   * @param samples events to keep of each kind of changed verdict
   */
  public Backtest(
      CompiledPack pack, Signals signals, CompiledPack against, Signals others, int samples) {
    this.tried = new Lane(pack, signals);
    this.against = Optional.of(new Lane(against, others));
    this.changes = new Changes(samples);
  }

  /** Decides an event under each pack; one that came before is only counted as a repeat. */
  public void add(Event event) {
    if (seen.put(event.key(), true) != null) {
      repeats++;
      return;
    }
    events++;
    Decision after = tried.decide(event);
    against.ifPresent(lane -> changes.note(lane.decide(event), after));
    Instant time = after.time();
    first = first == null || time.isBefore(first) ? time : first;
    last = last == null || time.isAfter(last) ? time : last;
  }

  /** What came of the events so far. */
  public BacktestReport report() {
    return new BacktestReport(
        tried.version(),
        events,
        repeats,
        Optional.ofNullable(first),
        Optional.ofNullable(last),
        tried.verdicts(),
        tried.review(),
        tried.tallies(),
        tried.defects(),
        against.map(lane -> changes.compare(lane, tried)));
  }
}
