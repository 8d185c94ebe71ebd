package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Resolver;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One undo of a batch over ten thousand entities, against the resolver as the model. */
@ExtendWith(Communities.class)
final class BatchUndoIT {
  private static final int ENTITIES = 10_000;
  private static final int LOOKED_AT = 300;
  private static final long SEED = 20_260_301;

  @Test
  void undoingABatchRestoresExactlyWhatWasInForceBefore(Community community) {
    SplittableRandom random = new SplittableRandom(SEED);
    community.ledger.write("before", "people", earlier(random));
    community.pass(Duration.ofMinutes(5));
    Map<String, String> before = inForce(community);
    List<String> strikes = strikes(community);

    List<LabelWrite> batch = new ArrayList<>();
    for (int i = 0; i < ENTITIES; i++) {
      batch.add(
          label(
              pin(i), "spam", random.nextInt(5) == 0, new Source(SourceKind.REVIEWER, "lead", "")));
    }
    community.ledger.write("batch", "lead", batch);
    assertThat(inForce(community)).as("seed " + SEED).isNotEqualTo(before);
    community.ledger.undo("undo", "lead", "batch", "the wrong file");

    assertThat(inForce(community)).as("seed " + SEED).isEqualTo(before);
    assertThat(strikes(community)).as("seed " + SEED).isEqualTo(strikes);
    for (int i = 0; i < LOOKED_AT; i++) {
      EntityId entity = pin(random.nextInt(ENTITIES));
      assertThat(community.ledger.enforcement(entity, community.instant()))
          .as("seed %d, %s", SEED, entity)
          .isEqualTo(model(community, entity));
    }
  }

  /** What the resolver says of the labels there were before, read without any batch. */
  private static Enforcement model(Community community, EntityId entity) {
    List<Label> labels =
        community.reader.labels(entity).stream()
            .filter(label -> label.batch().equals(Optional.of("before")))
            .toList();
    return new Resolver(Ranking.DEFAULT)
        .resolve(entity, labels, List.of(), false, community.rulebook, community.instant());
  }

  private static List<LabelWrite> earlier(SplittableRandom random) {
    List<LabelWrite> writes = new ArrayList<>();
    SourceKind[] kinds = {
      SourceKind.MODEL, SourceKind.HASH, SourceKind.REVIEWER, SourceKind.REPORT
    };
    for (int i = 0; i < ENTITIES; i++) {
      for (int n = random.nextInt(3); n > 0; n--) {
        writes.add(
            label(
                pin(i),
                random.nextBoolean() ? "spam" : "hate",
                random.nextInt(4) == 0,
                new Source(kinds[random.nextInt(kinds.length)], "s" + random.nextInt(3), "1")));
      }
    }
    return writes;
  }

  private static LabelWrite label(EntityId entity, String policy, boolean clears, Source source) {
    return new LabelWrite(
        entity,
        policy,
        clears ? Label.CLEARS : Label.VIOLATES,
        source,
        source.kind().human() ? 1 : 0.85,
        "r",
        Optional.empty());
  }

  private static EntityId pin(int i) {
    return new EntityId("pin", "b" + i);
  }

  /** Everything that is in force on anything; a row that says nothing is as good as none. */
  private static Map<String, String> inForce(Community community) {
    Map<String, String> states = new TreeMap<>();
    community
        .database
        .jdbi()
        .useHandle(handle ->
            handle
                .createQuery(
                    "select entity, state from enforcement where state not like '%\"none\"%'")
                .map((row, _) -> Map.entry(row.getString("entity"), row.getString("state")))
                .forEach(entry -> states.put(entry.getKey(), entry.getValue())));
    return states;
  }

  private static List<String> strikes(Community community) {
    return community
        .database
        .jdbi()
        .withHandle(handle ->
            handle
                .createQuery("select s::text from strike s order by 1")
                .mapTo(String.class)
                .list());
  }
}
