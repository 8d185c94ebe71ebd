package io.hedgerow.server.quality;

import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.NotEnoughData;
import io.hedgerow.measurement.agreement.Agreement;
import io.hedgerow.measurement.quality.DecisionQuality;
import io.hedgerow.measurement.quality.DecisionQuality.Audit;
import io.hedgerow.review.quality.Ratings.Known;
import io.hedgerow.review.quality.Ratings.Rating;
import io.hedgerow.review.quality.Ratings.Work;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The numbers of one person, or of the team by policy, language and queue. Those of a group of
 * fewer than {@link #FEWEST} people are not made: they would be numbers of persons. Pure.
 *
 * @param ratings what people said who were asked the same
 * @param known what people said where the right answer is known
 * @param work how much each did
 */
public record Team(List<Rating> ratings, List<Known> known, List<Work> work) {
  /** People that a group needs for its numbers to be shown. */
  public static final int FEWEST = 5;

  private static final double LEVEL = 0.95;
  private static final long SEED = 1;

  public Team {
    ratings = List.copyOf(ratings);
    known = List.copyOf(known);
    work = List.copyOf(work);
  }

  /** What one person did, and their numbers: overall, then by policy and language. */
  public record Own(
      long decided, long appealed, Measured overturned, Numbers all, List<Numbers> slices) {}

  public Own own(String person) {
    List<Work> mine = work.stream().filter(w -> w.reviewer().equals(person)).toList();
    long appealed = mine.stream().mapToLong(Work::appealed).sum();
    long overturned = mine.stream().mapToLong(Work::overturned).sum();
    Set<String> slices =
        Stream.concat(
                ratings.stream().filter(r -> r.reviewer().equals(person)).flatMap(Team::slices),
                known.stream().filter(k -> k.reviewer().equals(person)).flatMap(Team::slices))
            .filter(slice -> !slice.startsWith("queue="))
            .collect(Collectors.toCollection(TreeSet::new));
    return new Own(
        mine.stream().mapToLong(Work::decided).sum(),
        appealed,
        share(overturned, appealed, "an appeal that was decided"),
        of(person, ""),
        slices.stream().map(slice -> of(person, slice)).toList());
  }

  private Numbers of(String person, String slice) {
    List<Known> mine =
        known.stream().filter(k -> k.reviewer().equals(person) && in(slice, slices(k))).toList();
    return new Numbers(
        slice,
        1,
        Agreement.with(person, units(slice), LEVEL, new SplittableRandom(SEED)),
        right(mine, "golden"),
        right(mine, "settled"));
  }

  /**
   * The team's numbers.
   *
   * @param people who decided at all
   * @param shown everything, then each slice of at least {@link #FEWEST} people
   * @param hidden slices that are left out
   */
  public record Whole(int people, long decided, List<Numbers> shown, List<String> hidden) {}

  /** Empty of numbers when the team itself is too small. */
  public Whole whole() {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    groups.put("", new HashSet<>());
    Stream.concat(ratings.stream().flatMap(Team::slices), known.stream().flatMap(Team::slices))
        .distinct()
        .sorted()
        .forEach(slice -> groups.put(slice, new HashSet<>()));
    ratings.forEach(r -> join(groups, r.reviewer(), slices(r)));
    known.forEach(k -> join(groups, k.reviewer(), slices(k)));
    Set<String> hidden = hidden(groups);
    int people = (int) work.stream().map(Work::reviewer).distinct().count();
    return new Whole(
        people,
        work.stream().mapToLong(Work::decided).sum(),
        groups.entrySet().stream()
            .filter(group -> !hidden.contains(group.getKey()))
            .map(group -> ofAll(group.getKey(), group.getValue().size()))
            .toList(),
        hidden.stream().filter(slice -> !slice.isEmpty()).sorted().toList());
  }

  private static void join(Map<String, Set<String>> groups, String person, Stream<String> slices) {
    Stream.concat(Stream.of(""), slices)
        .forEach(slice -> groups.computeIfAbsent(slice, _ -> new HashSet<>()).add(person));
  }

  /**
   * Groups that are too small, and with them the smallest other one of their dimension when what is
   * left out of it is too small too: otherwise a subtraction would tell it.
   */
  private static Set<String> hidden(Map<String, Set<String>> groups) {
    Set<String> hidden = new HashSet<>();
    groups.forEach((slice, people) -> {
      if (people.size() < FEWEST) {
        hidden.add(slice);
      }
    });
    for (String dimension : List.of("policy=", "language=", "queue=")) {
      List<String> own = groups.keySet().stream().filter(s -> s.startsWith(dimension)).toList();
      Set<String> left =
          own.stream()
              .filter(hidden::contains)
              .flatMap(slice -> groups.getOrDefault(slice, Set.of()).stream())
              .collect(Collectors.toSet());
      if (!left.isEmpty() && left.size() < FEWEST) {
        own.stream()
            .filter(slice -> !hidden.contains(slice))
            .min(Comparator.comparingInt(slice -> groups.getOrDefault(slice, Set.of()).size()))
            .ifPresent(hidden::add);
      }
    }
    return hidden;
  }

  private Numbers ofAll(String slice, int people) {
    List<Known> own = known.stream().filter(k -> in(slice, slices(k))).toList();
    return new Numbers(
        slice,
        people,
        Agreement.among(units(slice), LEVEL, new SplittableRandom(SEED)),
        right(own, "golden"),
        right(own, "settled"));
  }

  private Collection<Map<String, String>> unitsOf(Predicate<Rating> which) {
    Map<String, Map<String, String>> units = new LinkedHashMap<>();
    ratings.stream()
        .filter(which)
        .forEach(r ->
            units
                .computeIfAbsent(r.unit(), _ -> new LinkedHashMap<>())
                .put(r.reviewer(), r.said()));
    return units.values();
  }

  private List<Map<String, String>> units(String slice) {
    return new ArrayList<>(unitsOf(rating -> in(slice, slices(rating))));
  }

  private static boolean in(String slice, Stream<String> slices) {
    return slice.isEmpty() || slices.anyMatch(slice::equals);
  }

  private static Stream<String> slices(Rating rating) {
    return Stream.of(
            slice("policy", rating.policy()),
            slice("language", rating.language()),
            slice("queue", rating.queue()))
        .flatMap(Function.identity());
  }

  private static Stream<String> slices(Known known) {
    return Stream.concat(slice("policy", known.policy()), slice("language", known.language()));
  }

  private static Stream<String> slice(String name, String value) {
    return value.isEmpty() ? Stream.of() : Stream.of(name + "=" + value);
  }

  private static Measured right(List<Known> known, String kind) {
    List<Known> own = known.stream().filter(k -> k.kind().equals(kind)).toList();
    return share(
        own.stream().filter(Known::correct).count(),
        own.size(),
        kind.equals("golden") ? "an answer to a golden case" : "a settled disagreement");
  }

  private static Measured share(long hits, long cases, String missing) {
    return cases == 0
        ? new NotEnoughData(missing)
        : DecisionQuality.precision(new Audit(cases, (int) cases, (int) hits), LEVEL);
  }
}
