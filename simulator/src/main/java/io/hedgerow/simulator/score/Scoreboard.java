package io.hedgerow.simulator.score;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Collects decisions and holds them against the truth. */
public final class Scoreboard {
  /** Rules by the accounts they labelled. */
  private final Map<String, Set<EntityId>> found = new TreeMap<>();

  /** Whatever carries an effective label itself. */
  private final Set<EntityId> labelledItself = new HashSet<>();

  /**
   * Notes what a decision labels. A label on content counts for the actor; one on a domain does
   * not.
   */
  public void add(Decision decision) {
    for (ProposedLabel label : decision.labels()) {
      if (label.effective()) {
        labelledItself.add(label.entity());
        account(label, decision)
            .ifPresent(
                account -> found.computeIfAbsent(label.rule(), _ -> new HashSet<>()).add(account));
      }
    }
  }

  private static java.util.Optional<EntityId> account(ProposedLabel label, Decision decision) {
    if (label.entity().kind().equals("account")) {
      return java.util.Optional.of(label.entity());
    }
    boolean subject = decision.subject().filter(label.entity()::equals).isPresent();
    return subject ? decision.actor() : java.util.Optional.empty();
  }

  public List<AttackScore> scores(Truth truth) {
    Map<EntityId, Attack> attackers = new HashMap<>();
    truth.accounts().forEach(v -> attackers.put(v.entity(), v.attack()));
    List<AttackScore> scores = new ArrayList<>();
    for (Attack attack : Attack.values()) {
      List<EntityId> content =
          truth.violations().stream()
              .filter(v -> v.attack() == attack && !v.entity().equals(v.account()))
              .map(Truth.Violation::entity)
              .toList();
      scores.add(score(attack, attackers, content));
    }
    return scores;
  }

  private AttackScore score(
      Attack attack, Map<EntityId, Attack> attackers, List<EntityId> content) {
    Set<EntityId> caught = new HashSet<>();
    Set<EntityId> labelled = new HashSet<>();
    for (Set<EntityId> accounts : found.values()) {
      List<EntityId> hits = accounts.stream().filter(a -> attackers.get(a) == attack).toList();
      caught.addAll(hits);
      if (!hits.isEmpty()) {
        labelled.addAll(accounts);
      }
    }
    int members = (int) attackers.values().stream().filter(attack::equals).count();
    int honest = (int) labelled.stream().filter(a -> !attackers.containsKey(a)).count();
    int itself = (int) content.stream().filter(labelledItself::contains).count();
    return new AttackScore(
        attack, members, caught.size(), labelled.size(), honest, content.size(), itself);
  }

  /** Honest accounts that each rule labelled, worst first: where to look next. */
  public List<String> mistakes(Truth truth) {
    Set<EntityId> attackers = new HashSet<>();
    truth.accounts().forEach(v -> attackers.add(v.entity()));
    record Mistake(String rule, long honest, int all) {}
    return found.entrySet().stream()
        .map(e ->
            new Mistake(
                e.getKey(),
                e.getValue().stream().filter(a -> !attackers.contains(a)).count(),
                e.getValue().size()))
        .sorted(Comparator.comparingLong(Mistake::honest).reversed().thenComparing(Mistake::rule))
        .map(m -> "%-34s %4d accounts, %3d honest".formatted(m.rule(), m.all(), m.honest()))
        .toList();
  }

  /** The scores as a table for people. */
  public static String table(List<AttackScore> scores) {
    StringBuilder text =
        new StringBuilder(
            "attack             accounts  found  recall  precision  honest labelled  content  labelled itself\n");
    for (AttackScore score : scores) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-18s %8d  %5d  %6.3f  %9.3f  %15d  %7d  %8d (%.3f)%n",
              score.attack().word(),
              score.attackers(),
              score.found(),
              score.recall(),
              score.precision(),
              score.honest(),
              score.content(),
              score.labelledContent(),
              score.contentRecall()));
    }
    return text.toString();
  }
}
