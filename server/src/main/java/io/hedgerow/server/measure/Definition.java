package io.hedgerow.server.measure;

import io.hedgerow.measurement.Estimate;
import io.hedgerow.measurement.Interval;
import io.hedgerow.measurement.Normal;
import io.hedgerow.measurement.agreement.JensenShannon;
import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.prevalence.Prevalence;
import io.hedgerow.measurement.prevalence.Wilson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a metric means, exactly: the words, the query that gives its rows, and the code that makes a
 * number of them.
 *
 * @param metric short and stable, for example {@code prevalence}
 * @param query SQL with {@code :from}, {@code :to} and {@code :as_of}
 * @param version the first 12 hex digits of the SHA-256 of meaning, kind, query and code: another
 *     definition is another version
 */
public record Definition(
    String metric, String title, String meaning, Kind kind, String query, String version) {

  /** How rows become a number. */
  public enum Kind {
    /** Rows are draws; the share of views that break the policy. */
    PREVALENCE,
    /** Rows are draws; of the violating views, the share that machines had labelled. */
    RECALL,
    /** Rows are draws; of the views machines had labelled, the share that violates. */
    PRECISION,
    /** Rows are draws; the sum over all policies of the share of views that break them. */
    TOGETHER,
    /** Rows are draws; the violating views a day that machines had labelled. */
    VIEWS,
    /** Rows are labels of machines drawn for people to check; the share that is right. */
    AUDITED,
    /** Rows have {@code policy}, {@code hits}, {@code cases}; Wilson's interval. */
    SHARE,
    /** Rows have {@code policy}, {@code value}; all there were, so there is no interval. */
    COUNT,
    /** Rows have {@code policy}, {@code value}; the median with its order-statistic interval. */
    QUANTILE,
    /**
     * Rows have {@code policy} and how often a category occurs in either of two mixes, {@code hits}
     * and {@code cases}; the Jensen-Shannon distance of the mixes.
     */
    DISTANCE;

    /** True when its rows are draws of a sample. */
    public boolean ofDraws() {
      return switch (this) {
        case PREVALENCE, RECALL, PRECISION, TOGETHER, VIEWS -> true;
        case AUDITED, SHARE, COUNT, QUANTILE, DISTANCE -> false;
      };
    }
  }

  /** True when it is also told for each machine by itself. */
  boolean bySource() {
    return METRICS_BY_SOURCE.contains(metric);
  }

  /** The query without its comments. */
  String sql() {
    return query.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
  }

  private static final Set<String> METRICS_BY_SOURCE = Set.of("recall", "precision", "audited");

  private static final List<String> METRICS =
      List.of(
          "prevalence",
          "violations",
          "recall",
          "precision",
          "audited",
          "seen_before_action",
          "views_before_action",
          "confirmed",
          "actions",
          "proactive",
          "time_to_action",
          "appeals",
          "overturned",
          "appeal_hours",
          "reports_upheld",
          "cases_decided",
          "reviewers",
          "agreement",
          "golden_coverage",
          "golden_distance",
          "taken_back",
          "grave_views",
          "over_limit",
          "waiting",
          "overdue",
          "parked",
          "spikes",
          "falls",
          "drifts",
          "judged",
          "judge_upheld",
          "taken_again");

  /** The classes that make numbers; a change in one of them is another version. */
  private static final List<Class<?>> CODE =
      List.of(
          Estimators.class,
          Draws.class,
          Figures.class,
          AuditedShare.class,
          Prevalence.class,
          Design.class,
          Design.WithReplacement.class,
          Observation.class,
          TwoPhase.class,
          TwoPhase.Judged.class,
          TwoPhase.Look.class,
          Wilson.class,
          Normal.class,
          Interval.class,
          Estimate.class,
          JensenShannon.class);

  /** All definitions of this program, by metric, in the order pages show them. */
  public static Map<String, Definition> all() {
    byte[] code = code();
    Map<String, Definition> all = new LinkedHashMap<>();
    METRICS.forEach(metric -> all.put(metric, read(metric, code)));
    return all;
  }

  private static Definition read(String metric, byte[] code) {
    String file = resource(metric);
    Map<String, String> head = new LinkedHashMap<>();
    StringBuilder query = new StringBuilder();
    for (String line : file.lines().toList()) {
      int colon = line.indexOf(": ");
      if (line.startsWith("-- ") && colon > 0) {
        head.put(line.substring(3, colon), line.substring(colon + 2));
      } else {
        query.append(line).append('\n');
      }
    }
    String rows =
        Optional.ofNullable(head.get("rows"))
            .map(shared -> wrapped(query.toString(), resource(shared)))
            .orElse(query.toString());
    String kind = part(head, "kind", metric);
    String meaning = part(head, "meaning", metric);
    return new Definition(
        metric,
        part(head, "title", metric),
        meaning,
        Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        rows,
        version(meaning + '\n' + kind + '\n' + rows, code));
  }

  /** A shared query alone, or inside one that asks something else of its rows. */
  private static String wrapped(String query, String shared) {
    return query.isBlank() ? shared : query.replace("{rows}", shared);
  }

  private static String part(Map<String, String> head, String name, String metric) {
    return Objects.requireNonNull(head.get(name), () -> metric + ".sql has no `" + name + "`");
  }

  private static String version(String text, byte[] code) {
    MessageDigest digest = sha256();
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update(code);
    return HexFormat.of().formatHex(digest.digest()).substring(0, 12);
  }

  private static byte[] code() {
    MessageDigest digest = sha256();
    for (Class<?> type : CODE) {
      String name = type.getName().replace('.', '/') + ".class";
      digest.update(bytes("/" + name));
    }
    digest.update(bytes("/io/hedgerow/measurement/prevalence/CellInterval.class"));
    digest.update(bytes("/io/hedgerow/measurement/labelerror/AuditError.class"));
    return digest.digest();
  }

  private static String resource(String name) {
    return new String(bytes("/measure/" + name + ".sql"), StandardCharsets.UTF_8);
  }

  static byte[] bytes(String resource) {
    try (InputStream in = Definition.class.getResourceAsStream(resource)) {
      return Objects.requireNonNull(in, resource).readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
