package io.hedgerow.simulator.score;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import io.hedgerow.simulator.Truth.Violation;
import io.hedgerow.simulator.score.AttackScore.Found;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Collects decisions and holds them against the truth. */
public final class Scoreboard {
  private static final String ACCOUNT = "account";

  /** Accounts by the rule that labelled them or what an event of theirs was about. */
  private final Map<String, Set<EntityId>> accounts = new TreeMap<>();

  /** Everything but accounts, by the rule that labelled it. */
  private final Map<String, Set<EntityId>> content = new TreeMap<>();

  /** Notes what a decision labels. */
  public void add(Decision decision) {
    for (ProposedLabel label : decision.labels()) {
      if (label.effective()) {
        account(label, decision).ifPresent(account -> note(accounts, label.rule(), account));
        if (!label.entity().kind().equals(ACCOUNT)) {
          note(content, label.rule(), label.entity());
        }
      }
    }
  }

  private static void note(Map<String, Set<EntityId>> by, String rule, EntityId entity) {
    by.computeIfAbsent(rule, _ -> new HashSet<>()).add(entity);
  }

  /** A label on the event's subject counts for the actor; one on a domain does not. */
  private static Optional<EntityId> account(ProposedLabel label, Decision decision) {
    if (label.entity().kind().equals(ACCOUNT)) {
      return Optional.of(label.entity());
    }
    boolean subject = decision.subject().filter(label.entity()::equals).isPresent();
    return subject ? decision.actor() : Optional.empty();
  }

  public List<AttackScore> scores(Truth truth) {
    List<Violation> all = truth.violations();
    List<AttackScore> scores = new ArrayList<>();
    for (Attack attack : Attack.values()) {
      scores.add(
          new AttackScore(
              attack,
              found(attack, attacks(all, Scoreboard::isAccount), accounts),
              found(attack, attacks(all, v -> !isAccount(v)), content)));
    }
    return scores;
  }

  private static boolean isAccount(Violation violation) {
    return violation.entity().equals(violation.account());
  }

  private static Map<EntityId, Attack> attacks(List<Violation> all, Predicate<Violation> which) {
    Map<EntityId, Attack> attacks = new HashMap<>();
    all.stream().filter(which).forEach(v -> attacks.put(v.entity(), v.attack()));
    return attacks;
  }

  private static Found found(
      Attack attack, Map<EntityId, Attack> attacks, Map<String, Set<EntityId>> byRule) {
    Set<EntityId> caught = new HashSet<>();
    Set<EntityId> labelled = new HashSet<>();
    for (Set<EntityId> entities : byRule.values()) {
      List<EntityId> hits = entities.stream().filter(e -> attacks.get(e) == attack).toList();
      caught.addAll(hits);
      if (!hits.isEmpty()) {
        labelled.addAll(entities);
      }
    }
    int violating = (int) attacks.values().stream().filter(attack::equals).count();
    int honest = (int) labelled.stream().filter(e -> !attacks.containsKey(e)).count();
    return new Found(violating, caught.size(), labelled.size(), honest);
  }

  /** Honest entities that each rule labelled, worst first: where to look next. */
  public List<String> mistakes(Truth truth) {
    Set<EntityId> violating = new HashSet<>();
    truth.violations().forEach(v -> violating.add(v.entity()));
    Set<String> rules = new HashSet<>(accounts.keySet());
    rules.addAll(content.keySet());
    record Mistake(String rule, long honest, int accounts, int content, long honestContent) {}
    return rules.stream()
        .map(rule -> {
          Set<EntityId> ofAccounts = accounts.getOrDefault(rule, Set.of());
          Set<EntityId> ofContent = content.getOrDefault(rule, Set.of());
          return new Mistake(
              rule,
              honest(ofAccounts, violating),
              ofAccounts.size(),
              ofContent.size(),
              honest(ofContent, violating));
        })
        .sorted(
            Comparator.comparingLong((Mistake m) -> m.honest() + m.honestContent())
                .reversed()
                .thenComparing(Mistake::rule))
        .map(m ->
            "%-34s %4d accounts, %3d honest; %4d pieces of content, %3d honest"
                .formatted(m.rule(), m.accounts(), m.honest(), m.content(), m.honestContent()))
        .toList();
  }

  private static long honest(Set<EntityId> entities, Set<EntityId> violating) {
    return entities.stream().filter(entity -> !violating.contains(entity)).count();
  }

  /** The scores as a table for people. */
  public static String table(List<AttackScore> scores) {
    StringBuilder text =
        new StringBuilder(
            "                   ---------------- accounts ----------------   ---------------- content -----------------\n"
                + "attack              all  found  recall  precision  honest       all  found  recall  precision  honest\n");
    for (AttackScore score : scores) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-17s %s    %s%n",
              score.attack().word(),
              columns(score.accounts()),
              columns(score.content())));
    }
    return text.toString();
  }

  private static String columns(Found found) {
    return String.format(
        Locale.ROOT,
        "%5d  %5d  %6.3f  %9.3f  %6d",
        found.violating(),
        found.found(),
        found.recall(),
        found.precision(),
        found.honest());
  }
}
