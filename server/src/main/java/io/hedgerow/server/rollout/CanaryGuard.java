package io.hedgerow.server.rollout;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.server.model.ModelMove;
import io.hedgerow.server.model.ModelRegistry;
import io.hedgerow.server.model.ModelStage;
import io.hedgerow.server.model.RegisteredModel;
import io.hedgerow.server.pace.PacedWork;
import io.hedgerow.server.pack.Activations;
import io.hedgerow.server.pack.PackShelf;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches rules, banks, scores and models in canary and puts one in shadow by itself when it harms.
 * A fixed random share of what they label goes to reviewers, so that how often they are right is
 * not read off doubtful cases alone. What stops one is {@link Evidence}; that it was stopped, by
 * whom and why is in the audit chain, as an activation of a pack or a move of a model. Thread-safe.
 */
public final class CanaryGuard implements PacedWork.Step {
  /** How often it looks. */
  public static final Duration PAUSE = Duration.ofMinutes(1);

  /** Who stops canaries, in the audit chain. */
  public static final String AUTHOR = "canary guard";

  private static final Logger LOG = LoggerFactory.getLogger(CanaryGuard.class);
  private static final int ACTIVATIONS = 200;

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final Activations activations;
  private final ModelRegistry models;
  private final Review review;
  private final CanaryStops stops;
  private final InstantSource clock;
  private final Runnable news;
  private final Map<String, Set<String>> canaries = new HashMap<>();

  /**
   * @param news run when something was stopped, for those who are to hear of it
   */
  public CanaryGuard(
      Jdbi jdbi,
      LedgerReader reader,
      PackShelf shelf,
      Activations activations,
      ModelRegistry models,
      Review review,
      CanaryStops stops,
      InstantSource clock,
      Runnable news) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.shelf = shelf;
    this.activations = activations;
    this.models = models;
    this.review = review;
    this.stops = stops;
    this.clock = clock;
    this.news = news;
  }

  @Override
  public boolean run() {
    look();
    return false;
  }

  /** Asks for audits that are due and stops what harms; returns the titles of what was stopped. */
  public synchronized List<String> look() {
    return all().stream().filter(this::stopIfHarmful).map(Canary::title).toList();
  }

  private List<Canary> all() {
    Pack pack = shelf.active();
    List<Canary> all = new ArrayList<>(Canary.of(pack));
    all.addAll(Canary.of(pack, models.list()));
    return all;
  }

  private boolean stopIfHarmful(Canary canary) {
    Instant since = since(canary);
    if (canary instanceof Canary.OfModel model) {
      while (jdbi.inTransaction(handle -> new CanaryTable(handle).follow(model, since))) {
        // page by page
      }
    }
    jdbi.useTransaction(handle -> {
      List<Asked> due = new CanaryTable(handle).due(canary, since, clock.instant());
      if (!due.isEmpty()) {
        review.ask(handle, due);
      }
    });
    Optional<String> harm = evidence(canary, since).harm();
    if (harm.isEmpty()) {
      return false;
    }
    String reason =
        "%s `%s` stopped by itself: %s".formatted(canary.kind(), name(canary), harm.get());
    boolean done = stop(canary, reason);
    LOG.warn("{}{}", reason, done ? "" : "; its stage could not be changed, change the pack");
    if (done) {
      stops.add(canary, harm.get(), clock.instant());
      news.run();
    }
    return done;
  }

  private static String name(Canary canary) {
    return canary instanceof Canary.OfModel ? canary.name().substring(0, 12) : canary.name();
  }

  private boolean stop(Canary canary, String reason) {
    return switch (canary) {
      case Canary.OfRule(Rule rule) -> activations.stop(rule.id(), AUTHOR, reason).isPresent();
      case Canary.OfSignal(SignalDefinition signal, _) ->
          activations.stop(signal, AUTHOR, reason).isPresent();
      case Canary.OfModel(RegisteredModel model, _, _) ->
          models.move(model.sha256(), ModelStage.SHADOW, 0, AUTHOR, reason).stage()
              == ModelStage.SHADOW;
    };
  }

  /** How one canary stands, in words. */
  public record Standing(String kind, String name, String words) {}

  /** How each canary stands now; looking changes nothing. */
  public synchronized List<Standing> standings() {
    return all().stream()
        .map(one -> new Standing(one.kind(), one.name(), evidence(one, since(one)).words()))
        .toList();
  }

  /** Those that stopped lately, the newest first. */
  public List<CanaryStops.Stop> stopped(int most) {
    return stops.newest(most);
  }

  /** Since when it is a canary without a break. */
  private Instant since(Canary canary) {
    return canary instanceof Canary.OfModel(RegisteredModel model, _, _)
        ? since(model)
        : sinceActivation(canary);
  }

  private Instant since(RegisteredModel model) {
    Instant since = model.stands().at();
    for (ModelMove move : models.history(model.sha256())) {
      if (move.stage() != ModelStage.CANARY) {
        break;
      }
      since = move.at();
    }
    return since;
  }

  private Instant sinceActivation(Canary canary) {
    Instant since = clock.instant();
    for (StoredPacks.Activation activation : reader.packActivations(ACTIVATIONS)) {
      Set<String> own =
          canaries.computeIfAbsent(
              activation.version(),
              version -> shelf.compile(version).map(c -> titles(c.pack())).orElse(Set.of()));
      if (!own.contains(canary.title())) {
        break;
      }
      since = activation.at();
    }
    return since;
  }

  private static Set<String> titles(Pack pack) {
    return Canary.of(pack).stream().map(Canary::title).collect(Collectors.toSet());
  }

  private Evidence evidence(Canary canary, Instant since) {
    return jdbi.withHandle(handle -> {
      CanaryTable table = new CanaryTable(handle);
      return new Evidence(
          table.audits(canary, since),
          table.arm(canary, since, true),
          table.arm(canary, since, false));
    });
  }
}
