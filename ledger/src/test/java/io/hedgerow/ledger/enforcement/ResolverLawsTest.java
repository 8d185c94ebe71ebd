package io.hedgerow.ledger.enforcement;

import static io.hedgerow.ledger.Samples.NOON;
import static io.hedgerow.ledger.Samples.entity;
import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.Samples;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.LabelSample;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What holds for any labels, and a second, plain reading of the rules to compare with. */
final class ResolverLawsTest {
  private static final EntityId PIN = entity("pin:p1");
  private static final Rulebook RULEBOOK = Samples.rulebook();
  private static final Source ANN = Source.reviewer("ann");

  private final Resolver resolver = new Resolver(Ranking.DEFAULT);

  @Test
  void machineNeverActsOnWhatAPersonCleared() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Label> labels =
          new ArrayList<>(
              List.of(LabelSample.of(1).policy("hate").says(Label.CLEARS).by(ANN).build()));
      for (Label label : randomLabels(random, random.nextInt(8), 2)) {
        if (!label.source().kind().human() && !(label.says() instanceof Says.Negates)) {
          labels.add(LabelSample.like(label).policy("hate").build());
        }
      }
      assertThat(resolve(labels, NOON).action())
          .as("seed %d: %s", seed, labels)
          .isEqualTo(Action.NONE);
    }
  }

  @Test
  void undoingAnythingRestoresWhatWasBefore() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 2_000; round++) {
      List<Label> before = randomLabels(random, random.nextInt(8), 1);
      List<Label> batch = randomLabels(random, 1 + random.nextInt(4), before.size() + 1);
      List<Label> after = new ArrayList<>(before);
      after.addAll(batch);
      long id = after.size();
      for (Label label : batch) {
        after.add(LabelSample.of(++id).says(new Says.Negates(label.id())).by(ANN).build());
      }
      Instant at = NOON.plus(Duration.ofHours(random.nextInt(100)));
      assertThat(resolve(after, at).sameEffect(resolve(before, at)))
          .as("seed %d, round %d: %s then %s", seed, round, before, batch)
          .isTrue();
    }
  }

  @Test
  void orderOfReadingDoesNotMatter() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Label> labels = randomLabels(random, random.nextInt(9), 1);
      List<Label> shuffled = new ArrayList<>(labels);
      java.util.Collections.shuffle(shuffled, random);
      assertThat(resolve(shuffled, NOON)).as("seed %d", seed).isEqualTo(resolve(labels, NOON));
    }
  }

  @Test
  void nothingChangesBeforeTheRecheck() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 1_000; round++) {
      List<Label> labels = randomLabels(random, random.nextInt(9), 1);
      Enforcement now = resolve(labels, NOON);
      Instant until = now.recheck().orElse(NOON.plus(Duration.ofDays(1_000)));
      assertThat(resolve(labels, until.minusNanos(1)).sameEffect(now))
          .as("seed %d, round %d: %s", seed, round, labels)
          .isTrue();
    }
  }

  @Test
  void agreesWithAPlainReadingOfTheRules() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      List<Label> labels = randomLabels(random, random.nextInt(9), 1);
      Instant at = NOON.plus(Duration.ofHours(random.nextInt(100)));
      boolean trusted = random.nextInt(4) == 0;
      Enforcement fast = resolver.resolve(PIN, labels, List.of(), trusted, RULEBOOK, at);
      assertThat(new Plain(fast.action(), fast.review()))
          .as("seed %d, round %d, at %s: %s", seed, round, at, labels)
          .isEqualTo(plain(labels, trusted, at));
    }
  }

  /** The rules of docs/reference/resolver.md, word by word and as slow as they come. */
  private static Plain plain(List<Label> labels, boolean trusted, Instant at) {
    Map<Long, Boolean> stands = new HashMap<>();
    for (int i = labels.size() - 1; i >= 0; i--) {
      long id = labels.get(i).id();
      stands.put(
          id,
          labels.stream()
              .noneMatch(l ->
                  l.says() instanceof Says.Negates(long target)
                      && target == id
                      && stands.getOrDefault(l.id(), false)));
    }
    Action hardest = Action.NONE;
    List<String> asked = new ArrayList<>();
    for (String policy : List.of("hate", "spam")) {
      List<Label> standing =
          labels.stream()
              .filter(label -> label.policy().equals(policy))
              .filter(label -> stands.getOrDefault(label.id(), false))
              .filter(label -> !(label.says() instanceof Says.Negates))
              .toList();
      Label best = null;
      List<Label> counting = new ArrayList<>();
      for (Label label : standing) {
        boolean human = label.source().kind().human();
        double sure = policy.equals("spam") ? 0.8 : 0.9;
        boolean counts =
            label.unexpired(at)
                && (label.says() instanceof Says.Clears
                    || policy.equals("hate")
                    || at.isBefore(since(label, labels).plus(Duration.ofDays(30))))
                && !movedOn(label, standing);
        if (counts) {
          counting.add(label);
        }
        if (counts
            && (human || label.confidence() >= sure)
            && (best == null || beats(label, best))) {
          best = label;
        }
      }
      boolean violates = best != null && best.says() instanceof Says.Violates;
      if (best != null && violates && (!trusted || best.source().kind().human())) {
        Action action = policy.equals("spam") ? Action.LIMIT : Action.REMOVE;
        hardest = action.compareTo(hardest) > 0 ? action : hardest;
      } else if (violates || ((best == null || best.source().kind().human()) && news(counting))) {
        asked.add(policy);
      }
    }
    return new Plain(hardest, asked);
  }

  private record Plain(Action action, List<String> review) {}

  /** Rule 4 of "Which labels stand": a reviewer judged something that the appeal could not know. */
  private static boolean movedOn(Label appeal, List<Label> standing) {
    for (Label reviewer : standing) {
      if (appeal.source().kind() != SourceKind.APPEAL
          || reviewer.source().kind() != SourceKind.REVIEWER
          || reviewer.id() < appeal.id()) {
        continue;
      }
      if (appeal.content().isPresent()
          && reviewer.content().isPresent()
          && !appeal.content().equals(reviewer.content())) {
        return true;
      }
      for (Label heard : standing) {
        if (!heard.source().kind().human()
            && heard.says() instanceof Says.Violates
            && heard.id() < reviewer.id()
            && isNews(heard, appeal)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean news(List<Label> counting) {
    return counting.stream()
        .filter(heard -> heard.says() instanceof Says.Violates && !heard.source().kind().human())
        .anyMatch(heard ->
            counting.stream()
                .filter(l -> l.says() instanceof Says.Clears && l.source().kind().human())
                .allMatch(clears -> isNews(heard, clears)));
  }

  private static boolean isNews(Label heard, Label person) {
    if (heard.id() < person.id()) {
      return false;
    }
    return switch (heard.source().kind()) {
      case HASH, REPORT -> true;
      default ->
          heard.content().isPresent() && person.content().isPresent()
              ? !heard.content().get().equals(person.content().get())
              : !heard.created().isBefore(person.created().plusSeconds(86_400));
    };
  }

  /** Of an appeal's violation, when the first label was written that its batch took back. */
  private static Instant since(Label label, List<Label> labels) {
    return Standing.judgements(labels).stream()
        .filter(judgement -> judgement.id() == label.id())
        .findFirst()
        .orElse(label)
        .created();
  }

  private static boolean beats(Label one, Label other) {
    List<SourceKind> order =
        List.of(
            SourceKind.REPORT,
            SourceKind.LLM,
            SourceKind.MODEL,
            SourceKind.RULE,
            SourceKind.HASH,
            SourceKind.REVIEWER,
            SourceKind.APPEAL);
    int byRank = order.indexOf(one.source().kind()) - order.indexOf(other.source().kind());
    if (byRank != 0) {
      return byRank > 0;
    }
    if (!one.source().kind().human() && one.confidence() != other.confidence()) {
      return one.confidence() > other.confidence();
    }
    return one.id() > other.id();
  }

  private static List<Label> randomLabels(Random random, int count, long first) {
    List<Label> labels = new ArrayList<>();
    SourceKind[] kinds = SourceKind.values();
    for (int i = 0; i < count; i++) {
      long id = first + i;
      Says says =
          switch (random.nextInt(5)) {
            case 0 -> Label.CLEARS;
            case 1 -> id > 1 ? new Says.Negates(1 + random.nextLong(id - 1)) : Label.VIOLATES;
            default -> Label.VIOLATES;
          };
      LabelSample varied =
          LabelSample.of(id)
              .policy(random.nextBoolean() ? "spam" : "hate")
              .says(says)
              .by(new Source(kinds[random.nextInt(kinds.length)], "s" + random.nextInt(3), ""))
              .confidence((1 + random.nextInt(10)) / 10.0);
      boolean expires = random.nextInt(3) == 0 && !(says instanceof Says.Negates);
      varied.created(NOON.minus(Duration.ofHours(random.nextInt(60))));
      if (expires) {
        varied.expires(NOON.plus(Duration.ofHours(1 + random.nextInt(80))));
      }
      if (random.nextInt(3) > 0) {
        varied.content("v" + random.nextInt(2));
      }
      labels.add(varied.build());
    }
    return labels;
  }

  private Enforcement resolve(List<Label> labels, Instant at) {
    return resolver.resolve(PIN, labels, List.of(), false, RULEBOOK, at);
  }
}
