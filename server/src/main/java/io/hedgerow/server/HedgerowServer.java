package io.hedgerow.server;

import io.hedgerow.engine.Engine;
import io.hedgerow.engine.Signals;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.audit.AuditChain;
import io.hedgerow.ledger.bank.BankHistory;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.quota.Quotas;
import io.hedgerow.review.Retention;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Content;
import io.hedgerow.server.access.ApiKeys;
import io.hedgerow.server.access.Passwords;
import io.hedgerow.server.access.People;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.access.SetupLink;
import io.hedgerow.server.bank.BankFollower;
import io.hedgerow.server.bank.BankRecord;
import io.hedgerow.server.bank.BankShelf;
import io.hedgerow.server.bank.BankSignals;
import io.hedgerow.server.bank.BankWiring;
import io.hedgerow.server.bank.Feed;
import io.hedgerow.server.bank.Feeds;
import io.hedgerow.server.decision.Explanations;
import io.hedgerow.server.health.Health;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.PictureCopies;
import io.hedgerow.server.intake.CounterRecovery;
import io.hedgerow.server.intake.Intake;
import io.hedgerow.server.intake.IntakeMetrics;
import io.hedgerow.server.judge.AuditFollower;
import io.hedgerow.server.judge.SampleJudge;
import io.hedgerow.server.judge.SecondLooks;
import io.hedgerow.server.label.RankingFile;
import io.hedgerow.server.measure.GoldenCoverage;
import io.hedgerow.server.measure.Plan;
import io.hedgerow.server.measure.Registry;
import io.hedgerow.server.measure.Samples;
import io.hedgerow.server.measure.StatusPlan;
import io.hedgerow.server.model.ModelRegistry;
import io.hedgerow.server.pace.PacedWork;
import io.hedgerow.server.pack.Activations;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.pack.Reconsiderations;
import io.hedgerow.server.review.ReviewFollower;
import io.hedgerow.server.review.StatementLog;
import io.hedgerow.server.rollout.CanaryGuard;
import io.hedgerow.server.rollout.CanaryStops;
import io.hedgerow.server.scoring.PictureLooks;
import io.hedgerow.server.scoring.PictureModels;
import io.hedgerow.server.scoring.ScorePreparation;
import io.hedgerow.server.scoring.Scores;
import io.hedgerow.server.scoring.TextModels;
import io.hedgerow.server.scoring.TextScores;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.server.source.SourceAlarms;
import io.hedgerow.server.source.SourceFollower;
import io.hedgerow.server.source.Sources;
import io.hedgerow.server.traffic.Traffic;
import io.hedgerow.server.traffic.TrafficFollower;
import io.hedgerow.server.webhook.About;
import io.hedgerow.server.webhook.Change;
import io.hedgerow.server.webhook.Webhooks;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * A running Hedgerow: database, ledger, engine, webhooks and HTTP, wired by hand in the order an
 * event meets them, closed in the opposite one. Thread-safe.
 */
public final class HedgerowServer implements AutoCloseable {
  /** Callers wait seconds, not minutes; the committer itself tries for ever. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(HedgerowServer.class);

  private final ServerSettings settings;
  private final Parts parts;
  private final ApiKeys keys;
  private final Optional<String> setupToken;
  private final int port;

  private HedgerowServer(
      ServerSettings settings, Parts parts, ApiKeys keys, Optional<String> setupToken, int port) {
    this.settings = settings;
    this.parts = parts;
    this.keys = keys;
    this.setupToken = setupToken;
    this.port = port;
  }

  /**
   * Starts a server and returns when it takes requests.
   *
   * @throws RuntimeException when it cannot; whatever was started is stopped again
   */
  public static HedgerowServer start(ServerSettings settings) {
    quietLibraries();
    Parts parts = new Parts();
    try {
      return assemble(settings, parts);
    } catch (RuntimeException failure) {
      parts.close();
      throw failure;
    }
  }

  private static Signals signals(Scores scores, Images images, BankShelf banks) {
    BankSignals matches = new BankSignals(images, banks);
    return (signal, input) ->
        switch (signal.kind()) {
          case SCORE -> scores.find(signal, input);
          case MATCH -> matches.find(signal, input);
        };
  }

  private static HedgerowServer assemble(ServerSettings settings, Parts parts) {
    List<String> news = new ArrayList<>();
    InstantSource clock = InstantSource.system();
    SecureRandom random = new SecureRandom();
    StatusPlan plan = new StatusPlan(settings.plan().map(Plan::read).orElse(Plan.NONE));
    Ranking ranking = settings.ranking().map(RankingFile::read).orElse(Ranking.DEFAULT);
    Database database = parts.opened(database(settings));
    database.migrate("server", "classpath:db/server");
    Ledger ledger =
        Ledger.open(database, new Ledger.Settings(Quotas.DEFAULT, ranking, PATIENCE), clock);
    LedgerReader reader = new LedgerReader(database);

    ApiKeys keys = new ApiKeys(database.jdbi(), ledger, clock, random);
    keys.load();
    People people = new People(database.jdbi(), ledger, clock, Passwords.encoder());
    people.load();
    SetupLink link = new SetupLink(database.jdbi(), clock, random);
    Optional<String> setupToken = people.hasAdmin() ? Optional.empty() : Optional.of(link.issue());

    PrometheusMeterRegistry registry = registry();
    PackShelf shelf = PackShelf.open(ledger, reader, settings.pack());
    Images images = Images.open(database.jdbi(), clock);
    Review review =
        Review.open(
            database,
            ledger,
            reader,
            shelf::active,
            images::like,
            settings.appealWindow(),
            clock,
            random);
    ModelRegistry models = ModelRegistry.open(database.jdbi(), ledger, shelf::active, clock);
    TextScores texts =
        parts.opened(
            new TextScores(
                () -> TextModels.openFolder(settings.data().resolve("models")),
                models::placements));
    SourceAlarms alarms = new SourceAlarms(database.jdbi());
    Traffic traffic = new Traffic(database.jdbi(), texts::embed, clock);
    CanaryStops stops = new CanaryStops(database.jdbi());
    Webhooks webhooks =
        parts.opened(
            new Webhooks(
                database.jdbi(),
                Map.of(
                    About.CHANGE,
                    changes(reader),
                    About.STATEMENT,
                    new StatementLog(review.appeals(), settings.publicUrl()),
                    About.SOURCE,
                    alarms,
                    About.TRAFFIC,
                    traffic,
                    About.CANARY,
                    stops),
                settings.webhooks(),
                clock,
                random));
    BankHistory history = new BankHistory(database);
    BankShelf banks = BankShelf.open(ledger, history, shelf::active, images);
    Scores scores = new Scores(texts, images::look);
    PictureModels eyes = parts.opened(PictureModels.usual(settings.data().resolve("models")));
    Engine engine =
        CounterRecovery.recover(
            shelf.compileActive(),
            ledger,
            reader,
            settings,
            signals(scores, images, banks),
            news::add);
    Intake intake =
        parts.opened(
            new Intake(
                ledger,
                reader,
                engine,
                settings,
                new IntakeMetrics(registry),
                new ScorePreparation(shelf::active, scores),
                webhooks::wake));
    intake.start();
    webhooks.start();
    Reconsiderations reconsiderations = parts.opened(new Reconsiderations(ledger, webhooks::wake));
    reconsiderations.begin();
    beside(parts, "timed enforcement", Duration.ofSeconds(1), () -> ended(ledger, webhooks));
    beside(
        parts,
        "banks",
        BankFollower.PAUSE,
        BankWiring.follower(
            database.jdbi(), ledger, reader, shelf::active, images, banks, clock, webhooks::wake));
    Retention retention = new Retention(database.jdbi(), review.views(), settings.keep(), clock);
    beside(
        parts,
        "cases",
        ReviewFollower.PAUSE,
        new ReviewFollower(review, retention, webhooks::wake));
    Sources sources = new Sources(database.jdbi(), ledger, review.quality().audits(), clock);
    SourceFollower watching = new SourceFollower(sources, alarms, clock, webhooks::wake);
    beside(parts, "sources", SourceFollower.PAUSE, watching);
    registry.gauge("hedgerow.sources.moved", watching, SourceFollower::moved);
    TrafficFollower hours = new TrafficFollower(traffic, webhooks::wake);
    beside(parts, "traffic", TrafficFollower.PAUSE, hours);
    registry.gauge("hedgerow.traffic.alarms", hours, TrafficFollower::recent);
    Activations activations = new Activations(shelf, intake, ledger, reader, reconsiderations);
    CanaryGuard guard =
        new CanaryGuard(
            database.jdbi(),
            reader,
            shelf,
            activations,
            models,
            review,
            stops,
            clock,
            webhooks::wake);
    parts.opened(new PacedWork("canary guard", CanaryGuard.PAUSE, guard)).startAfterPause();
    Feeds feeds =
        parts.opened(
            BankWiring.feeds(
                settings.feeds().map(Feed::read).orElse(List.of()), banks, history, clock));
    feeds.start();
    Optional<SampleJudge> judge =
        settings
            .judge()
            .map(set ->
                new SampleJudge(
                    database.jdbi(), ledger, reader, shelf::active, review, set, clock));
    AuditFollower audits =
        new AuditFollower(
            judge,
            new SecondLooks(
                database.jdbi(),
                ledger,
                review.quality().audits(),
                settings.secondLooks() / 100.0,
                random,
                clock));
    parts.opened(new PacedWork("audits", AuditFollower.PAUSE, audits)).startAfterPause();
    // Closed before the work that asks it, so that a question under way does not hold that up.
    judge.ifPresent(parts::opened);
    Registry figures = new Registry(database.jdbi());
    beside(
        parts,
        "golden coverage",
        GoldenCoverage.PAUSE,
        new GoldenCoverage(
            database.jdbi(),
            day -> traffic.sampledTexts(day.minusDays(6), day.plusDays(1)),
            () -> goldenTexts(review, reader, shelf),
            texts::embed,
            clock));
    beside(parts, "figures", Duration.ofHours(1), () -> published(figures, clock));
    registry.gauge("hedgerow.webhook.lag.seconds", webhooks, w -> w.lag().toMillis() / 1e3);

    Map<Class<?>, Object> objects = new LinkedHashMap<>();
    for (Object object :
        List.of(
            settings,
            random,
            database,
            ledger,
            reader,
            keys,
            people,
            link,
            shelf,
            intake,
            webhooks,
            images,
            new PictureLooks(images, eyes, shelf::active),
            new PictureCopies(database.jdbi(), settings.keepPictures(), clock),
            texts,
            banks,
            models,
            history,
            feeds,
            review,
            sources,
            traffic,
            figures,
            audits,
            new Samples(ledger, review, settings.judge().map(ServerSettings.Judge::model), clock),
            plan,
            new BankRecord(database.jdbi()),
            new Explanations(shelf),
            new AuditChain(database),
            activations,
            guard,
            health(database, intake, shelf),
            registry)) {
      objects.put(object.getClass(), object);
    }
    objects.put(InstantSource.class, clock);
    ConfigurableApplicationContext web =
        parts.opened(
            WebServer.start(
                settings,
                context -> objects.forEach((type, object) -> give(context, type, object))));
    news.forEach(LOG::info);
    return new HedgerowServer(settings, parts, keys, setupToken, WebServer.port(web));
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Where people and machines reach it. */
  public URI address() {
    return settings
        .publicUrl()
        .orElseGet(() -> {
          String host = settings.address().equals("0.0.0.0") ? "localhost" : settings.address();
          return URI.create(
              "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
        });
  }

  /** The one-time address at which the first admin makes an account; empty once there is one. */
  public Optional<URI> adminLink() {
    return setupToken.map(token -> address().resolve("/setup?token=" + token));
  }

  /** Makes an API key for a program that starts with the server, and returns its text. */
  public String issueKey(String name, Set<Permission> scopes) {
    return keys.issue(name, scopes, Optional.of(1_000_000), "start").text();
  }

  /**
   * Stops: no new requests, then those under way, then what is queued, then counters are kept and
   * the database is closed.
   */
  @Override
  public void close() {
    parts.close();
  }

  private static Database database(ServerSettings settings) {
    return settings
        .database()
        .map(url -> Database.at(url, "", ""))
        .orElseGet(() -> Database.embedded(settings.data().resolve("postgres")));
  }

  /**
   * Whoever speaks before Spring has set levels and format is heard only when something is wrong.
   */
  private static void quietLibraries() {
    LoggingSystem logs = LoggingSystem.get(HedgerowServer.class.getClassLoader());
    List.of("io.zonky", "com.zaxxer", "org.flywaydb", "io.hedgerow")
        .forEach(library -> logs.setLogLevel(library, LogLevel.WARN));
  }

  private static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    return registry;
  }

  /** Has a step done again and again until the server stops. */
  private static void beside(Parts parts, String name, Duration pause, PacedWork.Step step) {
    parts.opened(new PacedWork(name, pause, step)).start();
  }

  /** Ends timed enforcement whose time has come. */
  private static boolean ended(Ledger ledger, Webhooks webhooks) {
    if (ledger.advance() > 0) {
      webhooks.wake();
    }
    return false;
  }

  private static List<String> goldenTexts(Review review, LedgerReader reader, PackShelf shelf) {
    return review.quality().goldens().list().stream()
        .map(one -> Content.asOf(reader, shelf.active(), one.entity(), one.created()).words())
        .filter(text -> !text.isBlank())
        .toList();
  }

  private static boolean published(Registry figures, InstantSource clock) {
    figures.publish(clock.instant());
    return false;
  }

  private static Change.Log changes(LedgerReader reader) {
    return new Change.Log() {
      @Override
      public List<Change> after(long id, int limit) {
        return reader.changesAfter(id, limit).stream().map(HedgerowServer::change).toList();
      }

      @Override
      public long newest() {
        return reader.lastChange();
      }
    };
  }

  private static Change change(EnforcementChange change) {
    return new Change(
        change.id(), change.after().entity().toString(), EnforcementMessage.write(change));
  }

  private static Health health(Database database, Intake intake, PackShelf shelf) {
    Map<String, Supplier<Optional<String>>> parts = new LinkedHashMap<>();
    parts.put(
        "database",
        () -> {
          database.check();
          return Optional.empty();
        });
    parts.put("commits", () -> say(intake.committing(), "the last commit has not gone through"));
    parts.put("engine", () -> say(intake.deciding(), "the engine thread has ended"));
    parts.put("pack", () -> say(shelf.hasPack(), "no pack is active; every event is allowed"));
    return new Health(parts);
  }

  private static Optional<String> say(boolean fine, String otherwise) {
    return fine ? Optional.empty() : Optional.of(otherwise);
  }

  @SuppressWarnings("unchecked") // the map holds each object under a type of its own
  private static <T> void give(GenericApplicationContext context, Class<T> type, Object object) {
    context.registerBean(type, () -> (T) object, definition -> definition.setDestroyMethodName(""));
  }
}
