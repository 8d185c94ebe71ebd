package io.hedgerow.review;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.Engine;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.Signals;
import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.ledger.Decided;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.Written;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.cases.Lease;
import io.hedgerow.review.cases.Ruled;
import io.hedgerow.review.cases.Ruling;
import io.hedgerow.review.cases.Wanted.Order;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A ledger, an engine and reviewers on one database, at a time that moves when told to. */
final class Community implements InstantSource {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final Database database;
  final Ledger ledger;
  final LedgerReader reader;
  final Review review;
  final Rulebook rulebook;
  volatile Pack pack;
  private final Engine engine;
  private final AtomicInteger events = new AtomicInteger();
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);

  Community(Database database) {
    this.database = database;
    pack = own();
    ledger = Ledger.open(database, Ledger.Settings.DEFAULT, this);
    rulebook = Rulebook.of(pack);
    ledger.use(rulebook);
    reader = new LedgerReader(database);
    engine = new Engine(compiled(pack), Signals.NONE, ledger.labels());
    review =
        Review.open(
            database,
            ledger,
            reader,
            () -> pack,
            Community::cluster,
            Appeals.WINDOW,
            this,
            new SecureRandom());
  }

  private static Pack own() {
    try {
      return loaded(
          PackLoader.load(
              Path.of(
                  Objects.requireNonNull(Community.class.getResource("/packs/review")).toURI())));
    } catch (URISyntaxException impossible) {
      throw new AssertionError(impossible);
    }
  }

  private static Pack loaded(PackLoading loading) {
    return switch (loading) {
      case PackLoading.Loaded(Pack pack, _) -> pack;
      case PackLoading.Failed failed -> throw new AssertionError(failed.diagnostics());
    };
  }

  /** Pictures are named {@code cluster/one}. */
  private static Optional<String> cluster(String image) {
    return Optional.of(image.split("/")[0]).filter(name -> !name.isEmpty());
  }

  /** From now on the review side works under a pack without that policy and all that names it. */
  void retire(String policy) {
    Map<String, byte[]> files = new HashMap<>();
    pack.sources().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    files.keySet().removeIf(name -> name.matches("(rules|statements)/.*|queues.yaml"));
    files.remove("policies/" + policy + ".yaml");
    pack = loaded(PackLoader.load(files));
  }

  /** From now on the review side works under the pack with that file changed. */
  void repack(String path, UnaryOperator<String> change) {
    Map<String, byte[]> files = new HashMap<>();
    pack.sources().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
    String text = change.apply(pack.sources().getOrDefault(path, ""));
    files.remove(path);
    if (!text.isEmpty()) {
      files.put(path, text.getBytes(StandardCharsets.UTF_8));
    }
    pack = loaded(PackLoader.load(files));
  }

  private static CompiledPack compiled(Pack pack) {
    return switch (CompiledPack.compile(pack)) {
      case PackCompilation.Compiled(CompiledPack compiled) -> compiled;
      case PackCompilation.Failed(var wrong) -> throw new AssertionError(wrong);
    };
  }

  @Override
  public Instant instant() {
    return Objects.requireNonNull(now.get());
  }

  void pass(Duration duration) {
    now.set(instant().plus(duration));
  }

  /** A pin and how much the rules doubt it. */
  void pin(String pin, String actor, String title, double doubt, long views) {
    send(
        "pin.created",
        Map.of(
            "actor", actor,
            "pin", pin,
            "title", title,
            "doubt", doubt,
            "expected_views", views));
  }

  /** Somebody comes by who reads that language. */
  void speaks(String actor, String pin, String language) {
    send(
        "pin.created",
        Map.of("actor", Map.of("id", actor, "language", language), "pin", pin, "title", "a pin"));
  }

  /** What one person says of an entity, outside any case. */
  Written says(String person, String entity, String policy) {
    return ledger.write(
        "says" + events.incrementAndGet(),
        person,
        List.of(
            new LabelWrite(
                EntityId.parse(entity),
                policy,
                Label.VIOLATES,
                Source.reviewer(person),
                1,
                "saw it",
                Optional.empty())));
  }

  void report(String pin, String reporter) {
    send(
        "report.filed",
        Map.of("actor", reporter, "pin", pin, "policy", "spam", "text", "look at this"));
  }

  /** Many pins of a few accounts, in few commits. */
  void pins(int count, int accounts) {
    List<Decided> batch = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      batch.add(
          decided(
              "pin.created",
              Map.of("actor", "a" + i % accounts, "pin", "p" + i, "title", "pin " + i)));
      if (batch.size() == 1_000 || i == count - 1) {
        ledger.commit(batch);
        batch.clear();
      }
    }
  }

  void send(String type, Map<String, Object> data) {
    ledger.commit(List.of(decided(type, data)));
  }

  private Decided decided(String type, Map<String, Object> data) {
    Event event =
        new Event(
            new EventKey("/t", "e" + events.incrementAndGet()),
            type,
            instant(),
            instant(),
            new LinkedHashMap<>(data));
    Decision decision = engine.decide(event);
    return new Decided(event, decision);
  }

  void follow() {
    while (review.follow()) {
      // page by page
    }
  }

  Optional<Lease> next(String reviewer) {
    return next(reviewer, Order.HARM);
  }

  Optional<Lease> next(String reviewer, Order order) {
    return review.desk().next(reviewer, List.of(), List.of(), order);
  }

  /** Takes the next case of a reviewer, who must have one. */
  Lease take(String reviewer) {
    return next(reviewer).orElseThrow(() -> new AssertionError("nothing waits for " + reviewer));
  }

  Ruled rule(Lease lease, String policy, boolean cluster) {
    return review.rulings().rule(ruling(lease, policy, cluster));
  }

  static Ruling ruling(Lease lease, String policy, boolean cluster) {
    return new Ruling(
        lease.item().id(),
        lease.token(),
        lease.reviewer(),
        Optional.of(policy).filter(p -> !p.isEmpty()),
        "seen it",
        Optional.empty(),
        cluster);
  }

  String action(String entity) {
    return ledger.enforcement(EntityId.parse(entity), instant()).action().word();
  }

  /** In which order a reviewer gets and clears everything that waits. */
  List<String> order(String reviewer, Order order) {
    List<String> seen = new ArrayList<>();
    for (Optional<Lease> next = next(reviewer, order);
        next.isPresent();
        next = next(reviewer, order)) {
      seen.add(next.get().item().entity().id());
      rule(next.get(), "", false);
    }
    return seen;
  }
}
