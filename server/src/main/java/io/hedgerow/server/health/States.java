package io.hedgerow.server.health;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.intake.Intake;
import io.hedgerow.server.model.ModelRegistry;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.server.webhook.Webhooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at every part an operator is woken for, with what to do about it. Thread-safe. */
public final class States {
  /** More parked labels than that are not counted. */
  private static final int COUNTED = 50;

  private final Database database;
  private final LedgerReader reader;
  private final Intake intake;
  private final PackShelf shelf;
  private final ModelRegistry models;
  private final Webhooks webhooks;
  private final Health health;
  private final ServerSettings settings;
  private final InstantSource clock;

  States(
      Database database,
      LedgerReader reader,
      Intake intake,
      PackShelf shelf,
      ModelRegistry models,
      Webhooks webhooks,
      Health health,
      ServerSettings settings,
      InstantSource clock) {
    this.database = database;
    this.reader = reader;
    this.intake = intake;
    this.shelf = shelf;
    this.models = models;
    this.webhooks = webhooks;
    this.health = health;
    this.settings = settings;
    this.clock = clock;
  }

  /** Every part, in a fixed order. A part that cannot be looked at is wrong and says why. */
  public List<State> look() {
    Map<String, Optional<String>> ready = health.check();
    return List.of(
        guarded("database", this::database),
        Judged.ready(
            "engine",
            ready.getOrDefault("engine", Optional.empty()),
            "decides",
            "restart the server: everything acknowledged is kept; report it with the log"),
        Judged.ready(
            "commits",
            ready.getOrDefault("commits", Optional.empty()),
            "go through",
            "bring the database back; what waits is committed in order as soon as it answers"),
        Judged.queue(intake.waiting(), settings.queue()),
        guarded("counters", this::counters),
        guarded("pack", () -> pack(ready.getOrDefault("pack", Optional.empty()))),
        guarded("models", this::models),
        guarded("webhooks", () -> Judged.webhooks(webhooks.backlog())),
        guarded("quotas", () -> Judged.quotas(reader.parked(0, COUNTED).size(), COUNTED)),
        guarded("disk", this::disk));
  }

  private static State guarded(String part, Supplier<State> look) {
    try {
      return look.get();
    } catch (RuntimeException failure) {
      return State.wrong(
          part,
          String.valueOf(failure.getMessage()),
          "see the log; if the database is away, bring it back");
    }
  }

  private State database() {
    long start = System.nanoTime();
    long bytes =
        database
            .jdbi()
            .withHandle(handle ->
                handle
                    .createQuery("select pg_database_size(current_database())")
                    .mapTo(Long.class)
                    .one());
    return Judged.database(Duration.ofNanos(System.nanoTime() - start), bytes);
  }

  private State counters() {
    return Judged.counters(
        intake.newestSnapshot(), reader.lastSequence(), settings.snapshotEvery(), clock.instant());
  }

  private State pack(Optional<String> wrong) {
    Pack pack = shelf.active();
    return Judged.ready(
        "pack",
        wrong,
        "%s, version %s, %d rules".formatted(pack.name(), pack.version(), pack.rules().size())
            + reader.packActivations(1).stream()
                .findFirst()
                .map(activation ->
                    ", active for "
                        + Judged.age(Duration.between(activation.at(), clock.instant())))
                .orElse(""),
        "start with --pack FOLDER, or upload one and activate it");
  }

  private State models() {
    String stages =
        models.list().stream()
            .collect(
                Collectors.groupingBy(
                    model -> model.stage().word(), TreeMap::new, Collectors.counting()))
            .entrySet()
            .stream()
            .map(stage -> stage.getValue() + " " + stage.getKey())
            .collect(Collectors.joining(", "));
    String wanted =
        shelf.active().signals().values().stream()
            .filter(signal -> signal.kind() == SignalDefinition.Kind.SCORE)
            .map(SignalDefinition::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return State.fine(
        "models",
        (stages.isEmpty() ? "none registered" : stages)
            + "; the pack asks for "
            + (wanted.isEmpty() ? "no score" : wanted));
  }

  private State disk() {
    try {
      Path folder = settings.data().toAbsolutePath();
      while (!Files.exists(folder) && folder.getParent() != null) {
        folder = folder.getParent();
      }
      FileStore store = Files.getFileStore(folder);
      return Judged.disk(store.getUsableSpace(), store.getTotalSpace());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
