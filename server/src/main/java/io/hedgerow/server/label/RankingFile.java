package io.hedgerow.server.label;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.pack.DurationText;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.ledger.enforcement.Freshness;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.server.json.ObjectFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the operator's ranking file: whose judgement counts more, how far it is believed. */
public final class RankingFile {
  private static final Set<String> MEMBERS = Set.of("ranks", "freshness", "sources");
  private static final Set<String> SOURCE = Set.of("rank", "reputation", "freshness");
  private static final List<String> KINDS =
      Stream.of(SourceKind.values()).map(RankingFile::word).toList();
  private static final int HIGHEST = 1_000;

  private final String file;
  private final Map<SourceKind, Integer> ranks = new EnumMap<>(Ranking.DEFAULT.ranks());
  private final Map<SourceName, Integer> exceptions = new HashMap<>();
  private final Map<SourceName, Double> reputations = new HashMap<>();
  private final Map<SourceKind, Duration> freshKinds = new EnumMap<>(SourceKind.class);
  private final Map<SourceName, Duration> freshSources = new HashMap<>();

  private RankingFile(String file) {
    this.file = file;
  }

  /**
   * Reads a JSON file: {@code {"ranks": {"model": 35}, "freshness": {"model": "30d"}, "sources":
   * {"rule:link-flood": {"rank": 45, "reputation": 0.8, "freshness": "7d"}}}}, each part optional.
   * What it does not name is as in {@link Ranking#DEFAULT}.
   *
   * @throws IllegalArgumentException that names file and member when something does not fit
   */
  public static Ranking read(Path file) {
    return new RankingFile(file.toString()).of(ObjectFile.read(file, "ranking"));
  }

  private Ranking of(Map<?, ?> members) {
    ObjectFile.refuseUnknown(members, MEMBERS, file);
    object(members, "ranks", file)
        .forEach((kind, rank) -> ranks.put(kind(kind, "ranks"), rank(rank, "ranks." + kind)));
    object(members, "freshness", file)
        .forEach((kind, lasts) ->
            freshKinds.put(
                machine(kind(kind, "freshness"), "freshness." + kind),
                duration(lasts, "freshness." + kind)));
    object(members, "sources", file).forEach(this::source);
    return new Ranking(ranks, exceptions, reputations)
        .with(new Freshness(freshKinds, freshSources));
  }

  private void source(Object name, @Nullable Object said) {
    String where = "sources.\"" + name + "\"";
    int colon = name.toString().indexOf(':');
    if (colon < 1 || colon == name.toString().length() - 1) {
      throw refused(where, "a source must be written `kind:id`, for example `rule:link-flood`");
    }
    SourceName source =
        new SourceName(
            kind(name.toString().substring(0, colon), where), name.toString().substring(colon + 1));
    if (!(said instanceof Map<?, ?> members)) {
      throw refused(where, "must be an object with rank, reputation or freshness");
    }
    ObjectFile.refuseUnknown(members, SOURCE, file + ": " + where);
    Optional.ofNullable(members.get("rank"))
        .ifPresent(rank -> exceptions.put(source, rank(rank, where + ".rank")));
    Optional.ofNullable(members.get("reputation"))
        .ifPresent(value -> reputations.put(source, share(value, where + ".reputation")));
    Optional.ofNullable(members.get("freshness"))
        .ifPresent(lasts -> {
          machine(source.kind(), where + ".freshness");
          freshSources.put(source, duration(lasts, where + ".freshness"));
        });
    if (source.kind().human() && members.containsKey("reputation")) {
      throw refused(where + ".reputation", "people's labels always act; give the person a rank");
    }
  }

  private SourceKind machine(SourceKind kind, String where) {
    if (kind.human()) {
      throw refused(
          where, "what people decided does not grow old; give the policy an enforcement.duration");
    }
    return kind;
  }

  private SourceKind kind(Object word, String where) {
    return Stream.of(SourceKind.values())
        .filter(kind -> word(kind).equals(word))
        .findFirst()
        .orElseThrow(() ->
            refused(
                where,
                "`%s` is no kind of source; %s"
                    .formatted(word, Suggestion.hint(word.toString(), KINDS))));
  }

  private static String word(SourceKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private int rank(@Nullable Object value, String where) {
    if (value instanceof Long rank && rank >= 0 && rank <= HIGHEST) {
      return rank.intValue();
    }
    throw refused(where, "must be a whole number from 0 to %d, was %s".formatted(HIGHEST, value));
  }

  private double share(Object value, String where) {
    if (value instanceof Number share && share.doubleValue() >= 0 && share.doubleValue() <= 1) {
      return share.doubleValue();
    }
    throw refused(where, "must be a number in [0, 1], was " + value);
  }

  private Duration duration(@Nullable Object value, String where) {
    return Optional.ofNullable(value)
        .map(Object::toString)
        .flatMap(DurationText::parse)
        .filter(Duration::isPositive)
        .orElseThrow(() -> refused(where, "must be a duration such as 30d, was " + value));
  }

  private Map<?, ?> object(Map<?, ?> members, String name, String where) {
    Object value = members.get(name);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("%s: `%s` must be an object".formatted(where, name));
  }

  private IllegalArgumentException refused(String where, String message) {
    return new IllegalArgumentException("%s, %s: %s".formatted(file, where, message));
  }
}
