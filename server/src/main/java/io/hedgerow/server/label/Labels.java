package io.hedgerow.server.label;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.ledger.label.Label;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How labels look in answers. */
public final class Labels {
  private Labels() {}

  public static Map<String, Object> tree(Label label) {
    return members(
        "id", label.id(),
        "entity", label.entity().toString(),
        "policy", label.policy(),
        "says", word(label.says()),
        "negates",
            label.says() instanceof Label.Says.Negates(long negated)
                ? Optional.of(negated)
                : Optional.empty(),
        "source",
            members(
                "kind", label.source().kind().name().toLowerCase(Locale.ROOT),
                "id", label.source().id(),
                "version", label.source().version()),
        "action", label.action().map(Action::word),
        "confidence", label.confidence(),
        "reason", label.reason(),
        "author", label.author(),
        "created", label.created().toString(),
        "expires", label.expires().map(Instant::toString),
        "batch", label.batch());
  }

  static String word(Label.Says says) {
    return switch (says) {
      case Label.Says.Violates _ -> "violates";
      case Label.Says.Clears _ -> "clears";
      case Label.Says.Negates _ -> "negates";
    };
  }
}
