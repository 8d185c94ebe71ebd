package io.hedgerow.ledger;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.enforcement.RankingTable;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.pack.StoredPacks;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** Everything that has a label, looked at anew under other rules. */
record Reconsideration(Jdbi jdbi, Writer writer, InstantSource clock) {
  private static final int AT_ONCE = 500;

  /**
   * As {@link Ledger#reconsider}.
   *
   * @param rules asked in every turn, since they can change on the way
   */
  long run(Supplier<Rules> rules, BooleanSupplier stop) {
    Optional<StoredPacks.Activation> activation =
        jdbi.withHandle(handle -> new StoredPacks(handle).notReconsidered());
    Optional<Long> ranking = jdbi.withHandle(handle -> new RankingTable(handle).notReconsidered());
    if (activation.isEmpty() && ranking.isEmpty()) {
      return 0;
    }
    long looked = 0;
    List<EntityId> page = labelledAfter("");
    while (!page.isEmpty()) {
      if (stop.getAsBoolean()) {
        return looked;
      }
      List<EntityId> entities = page;
      looked += writer.write(turn -> follow(turn, rules.get(), entities));
      page = labelledAfter(entities.getLast().toString());
    }
    jdbi.useTransaction(handle -> {
      activation.ifPresent(a -> new StoredPacks(handle).reconsidered(a.id(), clock.instant()));
      ranking.ifPresent(id -> new RankingTable(handle).reconsidered(id, clock.instant()));
    });
    return looked;
  }

  private static int follow(Turn turn, Rules rules, List<EntityId> entities) {
    new Effects(turn, rules.rulebook(), rules.resolver()).follow(entities, "pack");
    turn.close(
        "reconsider",
        "ledger",
        CanonicalJson.write(
            members("entities", entities.size(), "pack", rules.rulebook().version())),
        new Digest());
    return entities.size();
  }

  private List<EntityId> labelledAfter(String entity) {
    return jdbi.withHandle(h -> new LabelTable(h).entitiesAfter(entity, AT_ONCE));
  }
}
