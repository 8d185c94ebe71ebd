package io.hedgerow.server.bulk;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.DecisionFilter;
import io.hedgerow.review.bulk.Entities;
import io.hedgerow.review.bulk.Kinds;
import io.hedgerow.review.bulk.SearchedEntities;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.Authentication;

/**
 * A search of decisions for the entities behind them.
 *
 * @param actors true for who did it, false for what it was done to
 */
public record Search(DecisionFilter filter, boolean actors) {
  private static final Set<String> MEMBERS =
      Set.of("type", "policy", "rule", "verdict", "entity", "from", "to", "actors");

  /**
   * @throws Refusal when nothing narrows it: nobody means every entity there is
   */
  public Search {
    if (filter.equals(DecisionFilter.ALL)) {
      throw Refusal.at(
          ProblemType.INVALID,
          "search",
          "narrow the search by type, policy, rule, verdict or time");
    }
  }

  static Search of(Body body) {
    for (Object name : body.members().keySet()) {
      if (!MEMBERS.contains(name.toString())) {
        throw Refusal.at(ProblemType.INVALID, "search." + name, "there is no such member here")
            .with("hint", Suggestion.hint(name.toString(), MEMBERS));
      }
    }
    return new Search(
        new DecisionFilter(
            body.optionalText("type"),
            body.optionalText("policy"),
            body.optionalText("rule"),
            body.optionalText("verdict").map(Search::verdict),
            body.optionalText("entity").map(text -> Parameters.entity("search.entity", text)),
            body.optionalText("from").map(text -> time("search.from", text)),
            body.optionalText("to").map(text -> time("search.to", text))),
        body.truth("actors"));
  }

  private static Verdict verdict(String word) {
    List<String> words = Arrays.stream(Verdict.values()).map(Verdict::word).toList();
    return Arrays.stream(Verdict.values())
        .filter(verdict -> verdict.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            Refusal.at(ProblemType.INVALID, "search.verdict", "there is no verdict `" + word + "`")
                .with("hint", Suggestion.hint(word, words)));
  }

  private static Instant time(String where, String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException _) {
      throw Refusal.at(
          ProblemType.INVALID, where, "it must be an RFC 3339 time such as 2026-03-01T10:00:00Z");
    }
  }

  /** What it finds now that whoever asks may look at. */
  public Entities entities(LedgerReader reader, Kinds kinds, Bounds bounds, Authentication who) {
    return new SearchedEntities(
        reader,
        filter,
        actors,
        kinds,
        page -> bounds.open(who, page, stored -> Bounds.about(stored.decision())),
        words());
  }

  /** For people to read: {@code search: rule link-flood, verdict limit; subjects}. */
  String words() {
    StringBuilder words = new StringBuilder("search:");
    word(words, "type", filter.type());
    word(words, "policy", filter.policy());
    word(words, "rule", filter.rule());
    word(words, "verdict", filter.verdict().map(v -> v.word().toLowerCase(Locale.ROOT)));
    word(words, "entity", filter.entity());
    word(words, "from", filter.from());
    word(words, "to", filter.to());
    return words.append(actors ? " actors" : " subjects").toString();
  }

  private static void word(StringBuilder words, String name, Optional<?> value) {
    value.ifPresent(v -> words.append(' ').append(name).append(' ').append(v).append(';'));
  }
}
