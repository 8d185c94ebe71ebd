package io.hedgerow.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.quota.Parked;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ParkedByRuleTest {
  @Test
  void labelsStandUnderTheirRuleInTheOrderTheyCame() {
    List<ParkedByRule> rules =
        ParkedByRule.of(List.of(parked(1, "flood"), parked(2, "ring"), parked(3, "flood")));

    assertThat(rules).extracting(ParkedByRule::rule).containsExactly("flood", "ring");
    assertThat(rules.getFirst().parked()).extracting(Parked::id).containsExactly(1L, 3L);
  }

  private static Parked parked(long id, String rule) {
    return new Parked(
        id,
        id,
        EntityId.parse("pin:p" + id),
        "spam",
        rule,
        "v1",
        0.9,
        "many links",
        Optional.empty(),
        Instant.EPOCH,
        Optional.empty());
  }
}
