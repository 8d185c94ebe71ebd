package io.hedgerow.server.measure;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.policy.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * How safe the community is, from published figures alone.
 *
 * @param at when it was put together
 * @param standings one for each policy, gravest first
 * @param recent the period of everything that is no trend
 */
public record Status(
    String community,
    Instant at,
    Period recent,
    List<Standing> standings,
    Collection<Figure> figures,
    Map<String, Definition> definitions,
    Plan plan,
    List<Peer> peers) {

  /** Metrics on the quality of enforcement, each by policy. */
  public static final List<String> QUALITY =
      List.of(
          "recall",
          "precision",
          "audited",
          "confirmed",
          "proactive",
          "actions",
          "time_to_action",
          "seen_before_action",
          "views_before_action",
          "judged",
          "judge_upheld",
          "taken_again");

  /** Metrics on all policies together, as one system. */
  public static final List<String> TOGETHER =
      List.of("violations", "recall", "precision", "audited", "views_before_action");

  /** Metrics on what comes in. */
  public static final List<String> TRAFFIC = List.of("spikes", "falls", "drifts");

  /** Metrics on appeals and reports, each by policy. */
  public static final List<String> APPEALS =
      List.of("appeals", "overturned", "appeal_hours", "reports_upheld");

  /** Metrics on the people who review and what waits for them. */
  public static final List<String> REVIEW =
      List.of(
          "reviewers",
          "cases_decided",
          "agreement",
          "golden_coverage",
          "golden_distance",
          "taken_back",
          "grave_views",
          "over_limit",
          "waiting",
          "overdue",
          "parked");

  public Status {
    standings = List.copyOf(standings);
    figures = List.copyOf(figures);
  }

  /** Reads what was published up to now. */
  public static Status read(Registry registry, Pack pack, Plan plan, Instant now) {
    Instant first = Period.weeks(now).getFirst().from().minus(Duration.ofDays(1));
    List<Figure> figures = registry.newest(first);
    Period recent = Period.recent(now);
    List<Peer> peers = Peer.all();
    Map<String, Figure> prevalence = new HashMap<>();
    figures.stream()
        .filter(f -> f.metric().equals("prevalence") && f.slice().isEmpty())
        .forEach(f -> prevalence.put(f.policy() + f.period(), f));
    List<Standing> standings =
        pack.policies().values().stream()
            .sorted(Comparator.comparingInt(Policy::severity).reversed().thenComparing(Policy::id))
            .map(policy ->
                new Standing(
                    policy,
                    find(prevalence, policy, recent),
                    find(prevalence, policy, recent.before()),
                    Period.weeks(now).stream().map(w -> find(prevalence, policy, w)).toList(),
                    target(plan, policy),
                    peers.stream().filter(p -> p.policies().contains(policy.id())).toList()))
            .toList();
    return new Status(
        pack.name(), now, recent, standings, figures, registry.definitions(), plan, peers);
  }

  private static Optional<Figure> find(Map<String, Figure> all, Policy policy, Period period) {
    return Optional.ofNullable(all.get(policy.id() + period));
  }

  private static OptionalDouble target(Plan plan, Policy policy) {
    return Optional.ofNullable(plan.targets().get(policy.id()))
        .map(OptionalDouble::of)
        .orElse(OptionalDouble.empty());
  }

  /** The recent figure of a metric. */
  public Optional<Figure> figure(String metric, String policy) {
    return figure(metric, policy, "");
  }

  /** The recent figure of a metric in a slice. */
  Optional<Figure> figure(String metric, String policy, String slice) {
    return figures.stream()
        .filter(f ->
            f.metric().equals(metric)
                && f.policy().equals(policy)
                && f.slice().equals(slice)
                && f.period().equals(recent))
        .findFirst();
  }

  /** Recent prevalence by slice of one policy, most violating views first. */
  public List<Figure> slices(String policy) {
    return figures.stream()
        .filter(f ->
            f.metric().equals("prevalence")
                && f.policy().equals(policy)
                && !f.slice().isEmpty()
                && f.period().equals(recent))
        .sorted(
            Comparator.comparingDouble(
                    (Figure f) -> f.estimate().map(e -> -e.value() * f.dailyViews()).orElse(0.0))
                .thenComparing(Figure::slice))
        .toList();
  }

  /** Recent figures that restate an earlier one. */
  public List<Figure> restated() {
    return figures.stream()
        .filter(f -> f.period().equals(recent) && f.restates().isPresent())
        .sorted(
            Comparator.comparing(Figure::metric)
                .thenComparing(Figure::policy)
                .thenComparing(Figure::slice))
        .toList();
  }

  /**
   * One machine's part in enforcing a policy.
   *
   * @param source {@code rule:link-flood}
   * @param caught of the violating views the share it had labelled
   * @param right of the views it had labelled the share that violates
   * @param audited of the labels it wrote the share that is right
   */
  public record Machine(
      String source, Optional<Figure> caught, Optional<Figure> right, Optional<Figure> audited) {}

  /** The machines that labelled what was drawn for a policy, by name. */
  public List<Machine> machines(String policy) {
    return figures.stream()
        .filter(f -> f.metric().equals("recall") || f.metric().equals("audited"))
        .filter(f -> f.policy().equals(policy) && f.period().equals(recent))
        .map(Figure::slice)
        .filter(slice -> slice.startsWith(Figure.SOURCE))
        .distinct()
        .sorted()
        .map(slice ->
            new Machine(
                slice.substring(Figure.SOURCE.length()),
                figure("recall", policy, slice),
                figure("precision", policy, slice),
                figure("audited", policy, slice)))
        .toList();
  }

  /** Of the metrics told by policy, those of which there is a figure, in order. */
  public List<String> published(String policy) {
    return byPolicy().filter(metric -> figure(metric, policy).isPresent()).toList();
  }

  /** Those of which there is none: nothing they count happened, or no sample was drawn. */
  public List<String> unpublished(String policy) {
    return byPolicy().filter(metric -> figure(metric, policy).isEmpty()).toList();
  }

  private static Stream<String> byPolicy() {
    return Stream.concat(QUALITY.stream(), APPEALS.stream());
  }

  /** A metric this program knows. */
  public Definition definition(String metric) {
    return Objects.requireNonNull(definitions.get(metric), metric);
  }

  /** Published ranges that are about all policies together. */
  public List<Peer> peersOverall() {
    return peers.stream().filter(peer -> peer.policies().isEmpty()).toList();
  }

  public List<Risk> risks() {
    return Risk.of(this);
  }

  public List<RoadmapLine> roadmap() {
    return RoadmapLine.of(this);
  }

  /** What is not known, a sentence each, with what would make it known. */
  public List<String> unknowns() {
    return standings.stream().flatMap(standing -> Unknowns.of(this, standing).stream()).toList();
  }
}
