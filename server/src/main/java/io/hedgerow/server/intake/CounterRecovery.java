package io.hedgerow.server.intake;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.label.CurrentLabels;
import io.hedgerow.server.settings.ServerSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the counters back after a stop of any kind: the newest whole snapshot, then every event
 * committed after it, in engine order, through the engine. Their decisions are kept already; only
 * what they count is wanted.
 */
public final class CounterRecovery {
  private static final Logger LOG = LoggerFactory.getLogger(CounterRecovery.class);

  private CounterRecovery() {}

  static Path folder(ServerSettings settings) {
    return settings.data().resolve("counters");
  }

  /**
   * An engine that has counted every committed event, and sees the labels of the ledger.
   *
   * @param live signals for the events to come
   * @param told one line for the log, which may not be there yet
   */
  public static Engine recover(
      CompiledPack pack,
      Ledger ledger,
      LedgerReader reader,
      ServerSettings settings,
      Signals live,
      Consumer<String> told) {
    for (Snapshots.Snapshot snapshot :
        new Snapshots(folder(settings)).listUpTo(reader.lastSequence())) {
      Optional<Engine> engine = restored(pack, ledger, snapshot, live, told);
      if (engine.isPresent()) {
        return engine.get();
      }
    }
    CurrentLabels then = ledger.labelsAsOf(0);
    SwitchedLabels labels = new SwitchedLabels(then);
    RecordedSignals signals = new RecordedSignals(live);
    return replay(new Engine(pack, signals, labels), ledger, then, labels, signals, 0, told);
  }

  private static Optional<Engine> restored(
      CompiledPack pack,
      Ledger ledger,
      Snapshots.Snapshot snapshot,
      Signals live,
      Consumer<String> told) {
    CurrentLabels then = ledger.labelsAsOf(snapshot.sequence());
    SwitchedLabels labels = new SwitchedLabels(then);
    RecordedSignals signals = new RecordedSignals(live);
    try {
      Engine engine =
          Engine.restore(pack, signals, labels, new ByteArrayInputStream(snapshot.counters()));
      return Optional.of(replay(engine, ledger, then, labels, signals, snapshot.sequence(), told));
    } catch (IOException damaged) {
      LOG.warn("counter snapshot {} is of no use: {}", snapshot.sequence(), damaged.getMessage());
      return Optional.empty();
    }
  }

  private static Engine replay(
      Engine engine,
      Ledger ledger,
      CurrentLabels then,
      SwitchedLabels labels,
      RecordedSignals signals,
      long after,
      Consumer<String> told) {
    long start = System.nanoTime();
    long last =
        ledger.replay(
            after,
            then,
            stored -> {
              signals.replay(stored.decision());
              return engine.decide(stored.event());
            });
    labels.use(ledger.labels());
    signals.live();
    told.accept(
        "counters are at decision %d: %d replayed in %d ms"
            .formatted(last, last - after, (System.nanoTime() - start) / 1_000_000));
    return engine;
  }

  /** The labels as they were while events are replayed, and those of now afterwards. */
  private static final class SwitchedLabels implements LabelView {
    private LabelView current;

    SwitchedLabels(LabelView first) {
      current = first;
    }

    void use(LabelView next) {
      current = next;
    }

    @Override
    public boolean hasLabel(EntityId entity, String policy, Instant at) {
      return current.hasLabel(entity, policy, at);
    }
  }
}
