package io.hedgerow.ledger;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** What judgements would lead to if they were written. */
record Foresight(Jdbi jdbi, Rules rules) {
  /** Above every number a label will ever have. */
  private static final long IMAGINED = 1L << 62;

  /** As {@link Ledger#foresee}. */
  List<Foreseen> of(String author, List<LabelWrite> writes, Instant now) {
    return jdbi.withHandle(handle -> {
      Map<EntityId, String> contents = OutsideWrite.contents(handle, writes, rules.rulebook());
      List<Label> imagined = new ArrayList<>();
      for (LabelWrite write : writes) {
        imagined.add(
            OutsideWrite.label(
                write, IMAGINED + imagined.size(), author, now, Optional.empty(), contents));
      }
      Situation situation =
          new Situation(
                  handle,
                  rules.rulebook(),
                  imagined.stream().map(Label::entity).distinct().toList())
              .loadStrikes();
      Map<EntityId, Enforcement> before = situation.resolveAll(rules.resolver(), now);
      Map<EntityId, Enforcement> after =
          situation.imagine(imagined, rules.resolver()).resolveAll(rules.resolver(), now);
      return situation.all().stream()
          .map(entity ->
              new Foreseen(
                  entity,
                  Optional.ofNullable(situation.owners().get(entity)),
                  before.getOrDefault(entity, Enforcement.none(entity)),
                  after.getOrDefault(entity, Enforcement.none(entity))))
          .toList();
    });
  }
}
