package io.hedgerow.server.model;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.ScoreGate;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.models.card.CardFacts;
import io.hedgerow.models.card.Gate;
import io.hedgerow.models.classifier.TextModel;
import io.hedgerow.models.classifier.TextModelFile;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.starter.Starters;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.ModelUnavailable;
import io.hedgerow.models.store.Sha256;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Models in the ledger's database, each with its card and its stage. Every move is in the database
 * and in the audit chain before it has effect; before a model has effect it passes the gate that
 * the active pack's {@code signals.yaml} sets. Thread-safe.
 */
public final class ModelRegistry {
  private static final int ALL = 100;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Supplier<Pack> pack;
  private final InstantSource clock;
  private final Map<String, ShadowTally> tallies = new HashMap<>();
  private volatile Placements placements;

  private ModelRegistry(
      Jdbi jdbi, Ledger ledger, Supplier<Pack> pack, InstantSource clock, Placements placements) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.pack = pack;
    this.clock = clock;
    this.placements = placements;
  }

  /**
   * Reads every registered model.
   *
   * @param pack the active one
   */
  public static ModelRegistry open(
      Jdbi jdbi, Ledger ledger, Supplier<Pack> pack, InstantSource clock) {
    ModelRegistry registry = new ModelRegistry(jdbi, ledger, pack, clock, Placements.NONE);
    registry.placed(jdbi.withHandle(handle -> new ModelTable(handle).list()));
    return registry;
  }

  /** Which models answer now. */
  public Placements placements() {
    return placements;
  }

  /** All models, in the order they came. */
  public List<RegisteredModel> list() {
    return placements.models();
  }

  /** The model whose hash begins so; empty when there is none or more than one. */
  public Optional<RegisteredModel> find(String sha256) {
    List<RegisteredModel> found =
        list().stream().filter(model -> model.sha256().startsWith(sha256)).toList();
    return found.size() == 1 && sha256.length() >= 6
        ? Optional.of(found.getFirst())
        : Optional.empty();
  }

  /** Everything that became of a model, newest first. */
  public List<ModelMove> history(String sha256) {
    return jdbi.withHandle(handle -> new ModelTable(handle).history(sha256));
  }

  /** How a model in shadow compares; empty for another stage. */
  Optional<ShadowTally.Seen> compared(RegisteredModel model) {
    return model.stage() == ModelStage.SHADOW
        ? Optional.ofNullable(placements.tallies().get(model.sha256())).map(ShadowTally::seen)
        : Optional.empty();
  }

  /** What the active pack demands of a model for that policy. */
  public Gate gate(String policy) {
    return gate(pack.get(), policy);
  }

  static Gate gate(Pack pack, String policy) {
    Optional<ScoreGate> asked =
        Optional.ofNullable(pack.signals().get("score." + policy.replace('-', '_')))
            .flatMap(SignalDefinition::gate);
    return new Gate(
        Math.max(0.5, asked.flatMap(ScoreGate::leastAuroc).orElse(Gate.USUAL.leastAuroc())),
        asked.flatMap(ScoreGate::mostCalibrationError).orElse(Gate.USUAL.mostCalibrationError()),
        asked.flatMap(ScoreGate::leastSliceArea).orElse(Gate.USUAL.leastSliceArea()),
        asked.flatMap(ScoreGate::fewestTexts).orElse(Gate.USUAL.fewestTexts()));
  }

  /**
   * Keeps a model as a candidate; one that is there already stays as it is.
   *
   * @param file as {@code hedgerow text learn} wrote it
   * @param card as {@code hedgerow text evaluate --card FILE.json} wrote it
   */
  public synchronized RegisteredModel register(
      byte[] file, String card, String author, String reason) {
    TextModel model = model(file);
    String sha256 = Sha256.of(TextModelFile.write(model));
    CardFacts facts = facts(card, sha256);
    Optional<RegisteredModel> there = find(sha256);
    if (there.isPresent()) {
      return there.get();
    }
    Instant now = now();
    ModelMove first = new ModelMove(sha256, ModelStage.CANDIDATE, 0, now, author, reason);
    RegisteredModel registered =
        new RegisteredModel(sha256, model, card, facts, now, author, first);
    keep("model registered", registered.policy(), first, handle -> handle.add(registered));
    List<RegisteredModel> all = new ArrayList<>(list());
    all.add(registered);
    placed(all);
    return registered;
  }

  /**
   * Puts a model somewhere. Becoming live retires the one that was.
   *
   * @param percent of texts, for a canary
   */
  public synchronized RegisteredModel move(
      String sha256, ModelStage stage, int percent, String author, String reason) {
    RegisteredModel model = known(sha256);
    if (!model.stage().mayBecome(stage)) {
      throw Refusal.of(
          ProblemType.CONFLICT,
          "a model that is %s cannot become %s: %s"
              .formatted(model.stage().word(), stage.word(), stage.before()));
    }
    if (stage.hasEffect()) {
      pass(model);
    }
    int share = stage == ModelStage.LIVE ? ALL : stage == ModelStage.CANARY ? percent : 0;
    return place(model, new ModelMove(model.sha256(), stage, share, now(), author, reason));
  }

  /**
   * Takes the live model of a policy out of service and brings back the one before it; without one,
   * the starter answers again. The gate is not asked: it let that model through before.
   *
   * @return the model that answers now, if a registered one does
   */
  public synchronized Optional<RegisteredModel> rollBack(
      String policy, String author, String reason) {
    RegisteredModel live =
        at(policy, ModelStage.LIVE)
            .orElseThrow(
                () -> Refusal.of(ProblemType.CONFLICT, "no model for `" + policy + "` is live"));
    Optional<RegisteredModel> before =
        jdbi.withHandle(handle -> new ModelTable(handle).lives(policy)).stream()
            .map(ModelMove::model)
            .filter(sha256 -> !sha256.equals(live.sha256()))
            .findFirst()
            .flatMap(this::find);
    if (before.isPresent()) {
      return Optional.of(
          place(
              before.get(),
              new ModelMove(before.get().sha256(), ModelStage.LIVE, ALL, now(), author, reason)));
    }
    place(live, new ModelMove(live.sha256(), ModelStage.RETIRED, 0, now(), author, reason));
    return Optional.empty();
  }

  private RegisteredModel place(RegisteredModel model, ModelMove move) {
    Optional<ModelMove> displaced =
        at(model.policy(), move.stage())
            .filter(other -> move.stage().hasEffect() && !other.sha256().equals(model.sha256()))
            .map(other ->
                new ModelMove(
                    other.sha256(),
                    ModelStage.RETIRED,
                    0,
                    move.at(),
                    move.author(),
                    "gave way to " + model.sha256().substring(0, 12)));
    keep(
        "model moved",
        model.policy(),
        move,
        table -> {
          displaced.ifPresent(table::move);
          table.move(move);
        });
    placed(
        list().stream()
            .map(other -> other.sha256().equals(move.model()) ? other.movedTo(move) : other)
            .map(other ->
                displaced
                    .filter(gone -> gone.model().equals(other.sha256()))
                    .map(other::movedTo)
                    .orElse(other))
            .toList());
    return model.movedTo(move);
  }

  private Optional<RegisteredModel> at(String policy, ModelStage stage) {
    return list().stream()
        .filter(model -> model.policy().equals(policy) && model.stage() == stage)
        .findFirst();
  }

  private void pass(RegisteredModel model) {
    List<String> shortfalls = gate(model.policy()).shortfalls(model.facts());
    if (!shortfalls.isEmpty()) {
      throw Refusal.of(
              ProblemType.MODEL_REFUSED,
              "the model for `%s` falls short: %s"
                  .formatted(model.policy(), String.join("; ", shortfalls)))
          .with("falls_short", shortfalls);
    }
  }

  private void keep(String kind, String policy, ModelMove move, Consumer<ModelTable> work) {
    ledger.note(
        kind,
        move.author(),
        members(
            "model", move.model(),
            "policy", policy,
            "stage", move.stage().word(),
            "percent", move.percent(),
            "reason", move.reason()),
        handle -> work.accept(new ModelTable(handle)));
  }

  private void placed(List<RegisteredModel> models) {
    models.forEach(model -> {
      if (model.stage() == ModelStage.SHADOW) {
        tallies.computeIfAbsent(model.sha256(), _ -> new ShadowTally());
      } else {
        tallies.remove(model.sha256());
      }
    });
    placements = new Placements(placements.version() + 1, models, tallies);
  }

  private RegisteredModel known(String sha256) {
    return find(sha256)
        .orElseThrow(() ->
            Refusal.of(
                ProblemType.NOT_FOUND,
                "no registered model's hash, or more than one, begins with `" + sha256 + "`"));
  }

  private static TextModel model(byte[] file) {
    try {
      TextModel model = TextModelFile.read("model", file);
      requireEncoder(model.encoder());
      return model;
    } catch (IllegalArgumentException wrong) {
      throw Refusal.at(ProblemType.INVALID, "model", String.valueOf(wrong.getMessage()));
    }
  }

  /**
   * Opens the encoder once, unless it comes with the program: a model that cannot run is refused.
   */
  private static void requireEncoder(Encoder.Identity encoder) {
    String builtIn = Starters.classifiers().getFirst().encoder().sha256();
    if (encoder.sha256().equals(builtIn)) {
      return;
    }
    try {
      Encoders.open(usualStore(), encoder).close();
    } catch (IOException missing) {
      throw new IllegalArgumentException(
          "the server cannot run its encoder: " + missing.getMessage(), missing);
    }
  }

  private static ModelStore usualStore() {
    return new ModelStore(
        ModelStore.usualFolder(),
        (source, _) -> {
          throw new ModelUnavailable(source.coordinates() + " is not fetched by a server");
        });
  }

  private static CardFacts facts(String card, String sha256) {
    try {
      CardFacts facts = CardFacts.read(card);
      if (!facts.modelSha256().equals(sha256)) {
        throw new IllegalArgumentException(
            "the card is for model %s, this one is %s"
                .formatted(shown(facts.modelSha256()), shown(sha256)));
      }
      return facts;
    } catch (IllegalArgumentException wrong) {
      throw Refusal.at(ProblemType.INVALID, "card", String.valueOf(wrong.getMessage()));
    }
  }

  private static String shown(String sha256) {
    return sha256.length() > 12 ? sha256.substring(0, 12) : sha256;
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
