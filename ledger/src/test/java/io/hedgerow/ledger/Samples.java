package io.hedgerow.ledger;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.Trace;
import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.policy.Policy.EntityEnforcement;
import io.hedgerow.engine.policy.Policy.Rung;
import io.hedgerow.engine.policy.Policy.Strikes;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Events, decisions and policies as tests need them. */
public final class Samples {
  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private Samples() {}

  /** A clock that only moves when told to. */
  public static final class Clock implements InstantSource {
    private volatile Instant now = NOON;

    @Override
    public Instant instant() {
      return now;
    }

    public void pass(Duration duration) {
      now = now.plus(duration);
    }
  }

  public static EntityId entity(String text) {
    return EntityId.parse(text);
  }

  public static Policy spam() {
    return policy(
        "spam",
        new EntityEnforcement(
            Action.LIMIT, 0.8, Optional.of(Duration.ofDays(30)), Map.of("search", Action.REMOVE)),
        new Strikes(1, Duration.ofDays(90)),
        List.of(
            new Rung(1, Action.WARN, Optional.empty()),
            new Rung(3, Action.SUSPEND, Optional.of(Duration.ofDays(7))),
            new Rung(5, Action.SUSPEND, Optional.empty())));
  }

  public static Policy hate() {
    return policy(
        "hate",
        new EntityEnforcement(Action.REMOVE, 0.9, Optional.empty(), Map.of()),
        new Strikes(0, Duration.ofDays(90)),
        List.of());
  }

  private static Policy policy(
      String id, EntityEnforcement enforcement, Strikes strikes, List<Rung> ladder) {
    return new Policy(
        id,
        id,
        2,
        "SCAMS_AND_FRAUD",
        "Do not.",
        List.of(),
        List.of(),
        enforcement,
        strikes,
        ladder);
  }

  public static Rulebook rulebook() {
    return new Rulebook(
        "v1",
        Map.of("spam", spam(), "hate", hate()),
        Map.of(),
        Set.of("account"),
        Map.of("pin.created", List.of("title")));
  }

  /** A pin made by an account. */
  public static Decided pin(String id, String actor, ProposedLabel... labels) {
    return decided("pin.created", id, actor, "pin:" + id, labels);
  }

  public static Decided decided(
      String type, String id, String actor, String subject, ProposedLabel... labels) {
    return decided(type, id, actor, subject, Map.of("title", "garden " + id, "pin", id), labels);
  }

  /** Something that says just that. */
  public static Decided decided(
      String type,
      String id,
      String actor,
      String subject,
      Map<String, Object> data,
      ProposedLabel... labels) {
    Event event = new Event(new EventKey("/web", id), type, NOON, NOON, data);
    return new Decided(event, decision(event, entity("account:" + actor), entity(subject), labels));
  }

  public static Decision decision(
      Event event, EntityId actor, EntityId subject, ProposedLabel... labels) {
    List<FiredRule> fired = new ArrayList<>();
    for (ProposedLabel label : labels) {
      fired.add(
          new FiredRule(
              label.rule(),
              label.effective() ? Stage.LIVE : Stage.SHADOW,
              label.effective(),
              Verdict.LIMIT,
              false,
              label.reason(),
              () ->
                  new Trace(
                      "true", Optional.of("true"), Optional.empty(), Optional.empty(), List.of())));
    }
    return new Decision(
        event.key(),
        event.type(),
        event.time(),
        Optional.of(actor),
        Optional.of(subject),
        labels.length == 0 ? Verdict.ALLOW : Verdict.LIMIT,
        Optional.empty(),
        false,
        List.of(labels),
        fired,
        List.of(),
        List.of(),
        Map.of("counter.pins_by_actor_1h", 3L),
        "v1");
  }

  public static ProposedLabel proposes(String entity, String policy, double confidence) {
    return proposes("link-flood", entity, policy, confidence);
  }

  public static ProposedLabel proposes(
      String rule, String entity, String policy, double confidence) {
    return new ProposedLabel(
        entity(entity), policy, confidence, rule, "too many links", Optional.empty(), true);
  }
}
