package io.hedgerow.server.review;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.server.review.Surroundings.Match;
import io.hedgerow.server.review.Surroundings.Score;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Why machines sent a case to people, read from the decision on its content. */
record Evidence(Pack pack) {
  private static final String MATCH = "match.";
  private static final String SCORE = "score.";

  /** Rules that fired and counted, each with what it saw. */
  static List<FiredRule> rules(StoredDecision stored) {
    return stored.decision().fired().stream().filter(FiredRule::effective).toList();
  }

  /** Scores that rules read, highest first. */
  List<Score> scores(StoredDecision stored) {
    List<Score> scores = new ArrayList<>();
    stored
        .decision()
        .signals()
        .forEach((name, value) -> {
          if (name.startsWith(SCORE) && value instanceof Number number) {
            String field =
                Optional.ofNullable(pack.signals().get(name))
                    .map(SignalDefinition::input)
                    .orElse("")
                    .replaceFirst("^event\\.", "");
            scores.add(new Score(name.substring(SCORE.length()), field, number.doubleValue()));
          }
        });
    scores.sort(Comparator.comparingDouble(Score::value).reversed());
    return scores;
  }

  /** Known pictures that the content's is like, nearest first. */
  static List<Match> matches(StoredDecision stored) {
    Decision decision = stored.decision();
    Map<String, Object> signals = decision.signals();
    List<Match> matches = new ArrayList<>();
    signals.forEach((name, value) -> {
      if (name.startsWith(MATCH) && value instanceof Number distance) {
        matches.add(
            new Match(
                name.substring(MATCH.length()),
                distance.longValue(),
                text(signals, name + ".source"),
                text(signals, name + ".hash")));
      }
    });
    matches.sort(Comparator.comparingLong(Match::distance));
    return matches;
  }

  private static String text(Map<String, Object> signals, String name) {
    return signals.get(name) instanceof String text ? text : "";
  }
}
