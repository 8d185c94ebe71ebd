package io.hedgerow.ledger.enforcement;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.reputation.Reputations;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Whose judgement counts more. Compared in this order: the rank of the source; people before
 * machines; between people the later one; between machines the higher confidence (times the
 * source's reputation), then the later one.
 *
 * @param ranks by kind; a higher one wins
 * @param exceptions ranks of single sources, for example a bank that people trust as themselves
 * @param reputations in [0, 1], by source, as the operator sets them; what is not named has 1
 * @param learned as appeals have taught, over time; multiplied with the operator's
 * @param freshness how long what a source says acts
 */
public record Ranking(
    Map<SourceKind, Integer> ranks,
    Map<SourceName, Integer> exceptions,
    Map<SourceName, Double> reputations,
    Reputations learned,
    Freshness freshness) {

  /** A source without its version. */
  public record SourceName(SourceKind kind, String id) {}

  /** Without anything learned. */
  public Ranking(
      Map<SourceKind, Integer> ranks,
      Map<SourceName, Integer> exceptions,
      Map<SourceName, Double> reputations) {
    this(ranks, exceptions, reputations, Reputations.NONE, Freshness.NONE);
  }

  /** The same with that learned. */
  public Ranking with(Reputations learned) {
    return new Ranking(ranks, exceptions, reputations, learned, freshness);
  }

  /** The same with sources that grow old. */
  public Ranking with(Freshness fresh) {
    return new Ranking(ranks, exceptions, reputations, learned, fresh);
  }

  /** Appeal, reviewer, hash, rule, model, language model, report. */
  public static final Ranking DEFAULT = new Ranking(defaultRanks(), Map.of(), Map.of());

  public Ranking {
    ranks = Map.copyOf(ranks);
    exceptions = Map.copyOf(exceptions);
    reputations = Map.copyOf(reputations);
    reputations.forEach((source, reputation) -> {
      if (!(reputation >= 0 && reputation <= 1)) {
        throw new IllegalArgumentException(
            "reputation of " + source + " must be in [0, 1], was " + reputation);
      }
    });
    for (SourceKind kind : SourceKind.values()) {
      if (!ranks.containsKey(kind)) {
        throw new IllegalArgumentException("no rank for source kind " + kind);
      }
    }
  }

  /** What the operator set, as JSON in one fixed order: equal rankings have equal texts. */
  public String text() {
    return CanonicalJson.write(
        CanonicalJson.members(
            "ranks", words(ranks, Integer::longValue),
            "exceptions", names(exceptions, Integer::longValue),
            "reputations", names(reputations, value -> value),
            "freshness", words(freshness.kinds(), Duration::toString),
            "freshness_of", names(freshness.sources(), Duration::toString)));
  }

  private static <V> Map<String, Object> words(
      Map<SourceKind, V> values, Function<V, Object> written) {
    Map<String, Object> words = new TreeMap<>();
    values.forEach((kind, value) -> words.put(word(kind), written.apply(value)));
    return words;
  }

  private static <V> Map<String, Object> names(
      Map<SourceName, V> values, Function<V, Object> written) {
    Map<String, Object> names = new TreeMap<>();
    values.forEach(
        (name, value) -> names.put(word(name.kind()) + ":" + name.id(), written.apply(value)));
    return names;
  }

  private static String word(SourceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static Map<SourceKind, Integer> defaultRanks() {
    Map<SourceKind, Integer> ranks = new EnumMap<>(SourceKind.class);
    for (SourceKind kind : SourceKind.values()) {
      ranks.put(
          kind,
          switch (kind) {
            case APPEAL -> 60;
            case REVIEWER -> 50;
            case HASH -> 40;
            case RULE -> 30;
            case MODEL -> 20;
            case LLM -> 15;
            case REPORT -> 10;
          });
    }
    return ranks;
  }

  /**
   * How far the judgement is believed, in [0, 1]: its confidence times its source's reputation when
   * it was written.
   */
  double weight(Label label) {
    SourceName name = name(label.source());
    return label.confidence() * reputations.getOrDefault(name, 1.0) * learned.at(name, label.id());
  }

  /** The one that wins is the greatest. */
  Comparator<Label> order() {
    return Comparator.comparingInt((Label label) -> rank(label.source()))
        .thenComparing(label -> label.source().kind().human())
        .thenComparingDouble(label -> label.source().kind().human() ? 1 : weight(label))
        .thenComparingLong(Label::id);
  }

  private int rank(Source source) {
    Integer exception = exceptions.get(name(source));
    return exception != null ? exception : ranks.getOrDefault(source.kind(), 0);
  }

  /** The source without its version. */
  public static SourceName name(Source source) {
    return new SourceName(source.kind(), source.id());
  }
}
