package io.hedgerow.server.rollout;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.server.model.ModelStage;
import io.hedgerow.server.model.RegisteredModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Something that has effect for some only, while it is being rolled out. */
sealed interface Canary {
  /** Rules whose labels hang on it. */
  List<Rule> rules();

  /** {@code rule}, {@code bank}, {@code score} or {@code model}. */
  String kind();

  /** As the pack or the registry calls it. */
  String name();

  /** A rule in canary. */
  record OfRule(Rule rule) implements Canary {
    @Override
    public List<Rule> rules() {
      return List.of(rule);
    }

    @Override
    public String kind() {
      return "rule";
    }

    @Override
    public String name() {
      return rule.id();
    }
  }

  /** A bank, or a score of a pack, in canary: so are the rules that read it. */
  record OfSignal(SignalDefinition signal, List<Rule> rules) implements Canary {
    @Override
    public String kind() {
      return signal.kind() == SignalDefinition.Kind.MATCH ? "bank" : "score";
    }

    @Override
    public String name() {
      return signal.name();
    }
  }

  /**
   * A registered model that answers for some texts.
   *
   * @param field of the event whose text it reads; empty when the pack reads no such score
   */
  record OfModel(RegisteredModel model, Optional<String> field, List<Rule> rules)
      implements Canary {
    @Override
    public String kind() {
      return "model";
    }

    @Override
    public String name() {
      return model.sha256();
    }
  }

  /** Kind and name; for a rule its name alone. */
  default String title() {
    return switch (this) {
      case OfRule(Rule rule) -> rule.id();
      case OfSignal signal -> signal.kind() + " " + signal.name();
      case OfModel(RegisteredModel model, _, _) -> "model " + model.sha256().substring(0, 12);
    };
  }

  /** Policies that it labels for. */
  default Set<String> policies() {
    Set<String> policies = new TreeSet<>();
    rules().forEach(rule -> rule.labels().stream().map(RuleLabel::policy).forEach(policies::add));
    return policies;
  }

  /** Names of its rules. */
  default Set<String> ruleNames() {
    Set<String> names = new TreeSet<>();
    rules().forEach(rule -> names.add(rule.id()));
    return names;
  }

  /** Rules, banks and scores of a pack that are in canary. */
  static List<Canary> of(Pack pack) {
    List<Canary> all = new ArrayList<>();
    pack.rules().stream()
        .filter(rule -> rule.stage() instanceof Stage.Canary)
        .forEach(rule -> all.add(new OfRule(rule)));
    pack.signals().values().stream()
        .filter(signal -> signal.stage() instanceof Stage.Canary)
        .forEach(signal -> all.add(new OfSignal(signal, readers(pack, signal.reference()))));
    return all;
  }

  /** Models in canary, with the rules of the pack that read their score. */
  static List<Canary> of(Pack pack, List<RegisteredModel> models) {
    return models.stream()
        .filter(model -> model.stage() == ModelStage.CANARY)
        .map((RegisteredModel model) -> {
          String score = "score." + model.policy().replace('-', '_');
          Optional<String> field =
              Optional.ofNullable(pack.signals().get(score))
                  .map(signal -> signal.input().replaceFirst("^event\\.", ""));
          return (Canary) new OfModel(model, field, readers(pack, score));
        })
        .toList();
  }

  private static List<Rule> readers(Pack pack, String reference) {
    Pattern name = Pattern.compile("(?<![\\w.])" + Pattern.quote(reference) + "(?!\\w)");
    return pack.rules().stream().filter(r -> name.matcher(r.when().source()).find()).toList();
  }
}
