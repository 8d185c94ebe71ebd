package io.hedgerow.ledger;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.enforcement.EnforcementTable;
import io.hedgerow.ledger.enforcement.Resolver;
import io.hedgerow.ledger.enforcement.ReviewRequests;
import io.hedgerow.ledger.rulebook.Rulebook;
import io.hedgerow.ledger.strike.StrikeTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * From touched entities to what follows: strikes, enforcement, its changes and requests for review.
 * A fixed number of queries, however many entities. Works inside a turn; used by one thread.
 */
final class Effects {
  private final Turn turn;
  private final Rulebook rulebook;
  private final Resolver resolver;

  Effects(Turn turn, Rulebook rulebook, Resolver resolver) {
    this.turn = turn;
    this.rulebook = rulebook;
    this.resolver = resolver;
  }

  /**
   * Works out anew what is in force on the entities and on the accounts that own them.
   *
   * @param cause told in the history
   */
  void follow(Collection<EntityId> touched, String cause) {
    if (touched.isEmpty()) {
      return;
    }
    StrikeTable table = new StrikeTable(turn.handle());
    Situation situation = new Situation(turn.handle(), rulebook, touched);
    table.replace(touched, situation.newStrikes(touched, resolver));
    situation.loadStrikes();
    Map<EntityId, Enforcement> before = new EnforcementTable(turn.handle()).of(situation.all());
    List<Enforcement> after = new ArrayList<>();
    for (EntityId entity : situation.all()) {
      after.add(situation.resolve(entity, resolver, turn.now()));
    }
    write(before, after, situation.owners(), cause);
  }

  private void write(
      Map<EntityId, Enforcement> before,
      List<Enforcement> after,
      Map<EntityId, EntityId> owners,
      String cause) {
    EnforcementTable table = new EnforcementTable(turn.handle());
    ReviewRequests requests = new ReviewRequests(turn.handle());
    List<Enforcement> moved = new ArrayList<>();
    List<EnforcementChange> changes = new ArrayList<>();
    for (Enforcement now : after) {
      Enforcement then = before.getOrDefault(now.entity(), Enforcement.none(now.entity()));
      if (!now.sameEffect(then)) {
        changes.add(new EnforcementChange(turn.takeChange(), turn.now(), cause, then, now));
      }
      if (!now.equals(then)) {
        moved.add(now);
      }
      now.review().stream()
          .filter(policy -> !then.review().contains(policy))
          .forEach(policy -> requests.add(now.entity(), policy, "unsure", turn.now()));
    }
    table.put(moved, owners);
    table.addChanges(changes);
    requests.write();
  }
}
