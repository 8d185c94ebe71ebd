package io.hedgerow.review;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.EnforcementJson;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Resolver;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.strike.Strike;
import io.hedgerow.ledger.strike.Strikes;
import io.hedgerow.review.bulk.BulkAction;
import io.hedgerow.review.bulk.BulkAction.State;
import io.hedgerow.review.bulk.BulkActions;
import io.hedgerow.review.bulk.BulkWork;
import io.hedgerow.review.bulk.Judgement;
import io.hedgerow.review.bulk.Kinds;
import io.hedgerow.review.bulk.ListedEntities;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Undo of a bulk action over ten thousand pins of a thousand accounts, some trusted, with labels of
 * all kinds before, and with others' labels in between, against a plain reading of the resolver.
 */
@ExtendWith(Communities.class)
final class BulkUndoIT {
  private static final int PINS = 10_000;
  private static final int ACCOUNTS = 1_000;
  private static final long SEED = 20_261_123;

  @Test
  void undoOfTenThousandRestoresExactlyTheStateBeforeWhateverElseWasSaid(Community community)
      throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    community.pins(PINS, ACCOUNTS);
    for (int i = 0; i < 20; i++) {
      community.ledger.trust(account(random.nextInt(ACCOUNTS)), true, "lead", "known");
    }
    community.ledger.write("before", "people", labels(random, PINS));
    community.pass(Duration.ofMinutes(5));
    Map<String, Enforcement> before = inForce(community);
    List<String> strikes = strikes(community);

    long first = carriedOut(community, "spam", true);
    assertThat(inForce(community)).as("seed " + SEED).isNotEqualTo(before);
    takenBack(community, first);

    assertThat(inForce(community)).as("seed " + SEED).isEqualTo(before);
    assertThat(strikes(community)).as("seed " + SEED).isEqualTo(strikes);

    long second = carriedOut(community, "hate", random.nextBoolean());
    community.ledger.write("between", "people", labels(random, PINS / 4));
    community.pass(Duration.ofDays(1));
    takenBack(community, second);
    for (int i = 0; i < 300; i++) {
      int account = random.nextInt(ACCOUNTS);
      EntityId pin = pin(account + ACCOUNTS * random.nextInt(PINS / ACCOUNTS));
      assertThat(community.ledger.enforcement(pin, community.instant()))
          .as("seed %d, %s", SEED, pin)
          .isEqualTo(model(community, pin, account(account), List.of()));
      if (i % 10 == 0) {
        assertThat(community.ledger.enforcement(account(account), community.instant()))
            .as("seed %d, %s", SEED, account(account))
            .isEqualTo(
                model(community, account(account), account(account), strikes(community, account)));
      }
    }
  }

  private static long carriedOut(Community community, String policy, boolean violates)
      throws IOException {
    return carriedOut(
        community,
        policy,
        violates,
        IntStream.range(0, PINS).mapToObj(i -> pin(i).toString()).toList());
  }

  static void carriedOut(Community community, String policy, List<String> entities)
      throws IOException {
    carriedOut(community, policy, true, entities);
  }

  private static long carriedOut(
      Community community, String policy, boolean violates, List<String> entities)
      throws IOException {
    BulkActions actions = BulkIT.actions(community);
    BulkAction action =
        BulkIT.stands(
            actions.ask(
                "bulk-" + policy,
                "person:lead",
                new Judgement(policy, violates, "a wave", Optional.empty()),
                new ListedEntities(entities, Kinds.of(community.pack))));
    BulkIT.workThrough(community);
    actions.start(action.id(), "person:lead", Optional.empty());
    actions.approve(action.id(), "person:second");
    BulkIT.workThrough(community);
    assertThat(actions.find(action.id()).orElseThrow().state()).isEqualTo(State.DONE);
    return action.id();
  }

  private static void takenBack(Community community, long action) {
    BulkIT.actions(community).undo(action, "person:second", "the wrong file");
    BulkIT.workThrough(community);
    assertThat(BulkIT.actions(community).find(action).orElseThrow().state())
        .isEqualTo(State.UNDONE);
  }

  /** What the resolver says of the labels that no bulk action wrote. */
  private static Enforcement model(
      Community community, EntityId entity, EntityId owner, List<Strike> strikes) {
    return new Resolver(Ranking.DEFAULT)
        .resolve(
            entity,
            others(community, entity),
            strikes,
            community.reader.trusted(owner),
            community.rulebook,
            community.instant());
  }

  private static List<Label> others(Community community, EntityId entity) {
    return community.reader.labels(entity).stream()
        .filter(label -> label.batch().filter(b -> b.contains(BulkWork.BATCH)).isEmpty())
        .toList();
  }

  private static List<Strike> strikes(Community community, int account) {
    List<Strike> strikes = new ArrayList<>();
    for (int i = account; i < PINS; i += ACCOUNTS) {
      strikes.addAll(
          Strikes.of(
              pin(i),
              account(account),
              others(community, pin(i)),
              community.reader.trusted(account(account)),
              community.rulebook,
              new Resolver(Ranking.DEFAULT)));
    }
    strikes.sort(
        Comparator.comparing(Strike::since)
            .thenComparing(s -> s.entity().toString())
            .thenComparing(Strike::policy));
    return strikes;
  }

  private static List<LabelWrite> labels(SplittableRandom random, int count) {
    SourceKind[] kinds = {
      SourceKind.MODEL, SourceKind.HASH, SourceKind.REVIEWER, SourceKind.REPORT
    };
    List<LabelWrite> writes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SourceKind kind = kinds[random.nextInt(kinds.length)];
      writes.add(
          new LabelWrite(
              pin(random.nextInt(PINS)),
              random.nextBoolean() ? "spam" : "hate",
              random.nextInt(4) == 0 ? Label.CLEARS : Label.VIOLATES,
              new Source(kind, "s" + random.nextInt(3), "1"),
              kind.human() ? 1 : 0.95,
              "r",
              random.nextInt(5) == 0 ? Optional.of(Duration.ofHours(30)) : Optional.empty()));
    }
    return writes;
  }

  private static EntityId pin(int i) {
    return new EntityId("pin", "p" + i);
  }

  private static EntityId account(int i) {
    return new EntityId("account", "a" + i);
  }

  /** Everything that is in force on anything; a row that says nothing is as good as none. */
  private static Map<String, Enforcement> inForce(Community community) {
    Map<String, Enforcement> states = new TreeMap<>();
    community
        .database
        .jdbi()
        .useHandle(handle ->
            handle
                .createQuery("select state from enforcement")
                .mapTo(String.class)
                .map(EnforcementJson::read)
                .forEach(state -> {
                  if (!state.equals(Enforcement.none(state.entity()))) {
                    states.put(state.entity().toString(), state);
                  }
                }));
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
