package io.hedgerow.ledger;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.label.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Labels that take others back: nothing is deleted. */
final class Negations {
  private Negations() {}

  /**
   * The same writes, when all labels that they take back are there.
   *
   * @throws WriteRefused when one is not there or belongs to another entity
   */
  static List<LabelWrite> checked(Turn turn, List<LabelWrite> writes) {
    Map<Long, EntityId> targets = new HashMap<>();
    for (LabelWrite write : writes) {
      if (write.says() instanceof Says.Negates(long target)) {
        targets.put(target, write.entity());
      }
    }
    if (!targets.isEmpty()) {
      for (Label label : new LabelTable(turn.handle()).find(targets.keySet())) {
        targets.remove(label.id(), label.entity());
      }
    }
    if (!targets.isEmpty()) {
      throw new WriteRefused(
          WriteRefused.Reason.NOT_FOUND,
          "there are no such labels on these entities to take back: " + targets);
    }
    return writes;
  }

  /**
   * One negation for each of the labels that is not already taken back.
   *
   * @throws WriteRefused when there are no labels
   */
  static List<LabelWrite> of(Turn turn, List<Label> labels, String author, String reason) {
    if (labels.isEmpty()) {
      throw new WriteRefused(
          WriteRefused.Reason.NOT_FOUND, "there are no such labels to take back");
    }
    List<EntityId> entities = labels.stream().map(Label::entity).distinct().toList();
    return open(
        labels, new LabelTable(turn.handle()).of(entities), Source.reviewer(author), reason);
  }

  private static List<LabelWrite> open(
      List<Label> labels, Map<EntityId, List<Label>> all, Source by, String reason) {
    Map<EntityId, Set<Long>> negated = new HashMap<>();
    all.forEach((entity, known) -> negated.put(entity, Standing.negated(known)));
    return labels.stream()
        .filter(label -> !negated.getOrDefault(label.entity(), Set.of()).contains(label.id()))
        .map(label ->
            new LabelWrite(
                label.entity(),
                label.policy(),
                new Says.Negates(label.id()),
                by,
                1,
                reason,
                Optional.empty()))
        .toList();
  }
}
