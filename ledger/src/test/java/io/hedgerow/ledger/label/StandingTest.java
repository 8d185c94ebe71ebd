package io.hedgerow.ledger.label;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.label.Label.Says;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StandingTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  private static Label label(long id, Says says, SourceKind kind, Optional<Action> action) {
    LabelSample sample =
        LabelSample.of(id)
            .says(says)
            .by(new Source(kind, "s", ""))
            .created(START.plus(Duration.ofDays(id)))
            .batch(id == 1 ? "first" : "appeal");
    action.ifPresent(sample::action);
    return sample.build();
  }

  @Test
  void aViolationThatAnAppealPutInAnothersPlaceKeepsItsActionAndTheOthersBeginning() {
    Label first = label(1, Label.VIOLATES, SourceKind.RULE, Optional.empty());
    Label negation = label(2, new Says.Negates(1), SourceKind.APPEAL, Optional.empty());
    Label modified = label(3, Label.VIOLATES, SourceKind.APPEAL, Optional.of(Action.LIMIT));

    List<Label> standing = Standing.judgements(List.of(first, negation, modified));

    assertThat(standing)
        .singleElement()
        .satisfies(label -> {
          assertThat(label.id()).isEqualTo(3);
          assertThat(label.action()).contains(Action.LIMIT);
          assertThat(label.created()).isEqualTo(first.created());
        });
  }
}
