package io.hedgerow.server.measure;

import io.hedgerow.measurement.labelerror.TwoPhase;
import io.hedgerow.measurement.prevalence.Observation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The draws of a period for one policy, or for several together, pooled. Then what counts is the
 * view of a piece of content under a policy: a view of what breaks two policies counts twice.
 *
 * <p>Draws of different days stand for different totals: a day's draw of single-draw probability p
 * among its n stands for views / (n·p). Written as one sample of all N draws, that is a probability
 * of p·n / N, under which the with-replacement variance holds the spread between days as well,
 * which errs on the wide side (Cochran, Sampling Techniques, 1977, section 9A.3).
 */
record Draws(List<One> all) {
  Draws {
    all = List.copyOf(all);
  }

  /**
   * One draw.
   *
   * @param policy whose sample of the day it is of
   * @param pivots what results can be split by, such as surface
   * @param label whether it breaks the policy, as whoever said it first has it
   * @param judged true when that was a labeler whose work is checked and not believed
   * @param looks what it was chosen for to be looked at after that, in their order
   * @param flagged whether machines had said that it does
   * @param dayViews all views of its day
   */
  record One(
      String policy,
      LocalDate day,
      String unit,
      double views,
      double probability,
      Map<String, String> pivots,
      double dayViews,
      Optional<Boolean> label,
      boolean judged,
      List<Look> looks,
      boolean flagged) {
    One {
      looks = List.copyOf(looks);
      // in order: a figure's inputs are known by the digest of their text
      pivots = Collections.unmodifiableMap(new TreeMap<>(pivots));
    }

    /** The same draw where only some of the machines are asked. */
    One flagged(boolean bySome) {
      return new One(
          policy, day, unit, views, probability, pivots, dayViews, label, judged, looks, bySome);
    }

    /** The same draw where what no machine had labelled counts as fine. */
    One onlyFlagged() {
      return flagged
          ? this
          : new One(
              policy,
              day,
              unit,
              views,
              probability,
              pivots,
              dayViews,
              Optional.of(false),
              judged,
              looks.stream().map(Look::fine).toList(),
              false);
    }

    private Sample sample() {
      return new Sample(policy, day);
    }

    /** True while somebody has yet to say what figures need. */
    boolean waits() {
      return label.isEmpty() || looks.stream().anyMatch(look -> look.found().isEmpty());
    }
  }

  /**
   * Somebody was to look at what was said before.
   *
   * @param probability with which the draw was chosen for it
   * @param found what they said; empty while they have not
   */
  record Look(double probability, Optional<Boolean> found) {
    private Look fine() {
      return new Look(probability, Optional.of(false));
    }
  }

  private record Sample(String policy, LocalDate day) {}

  /** Draws that somebody has yet to judge, or to look at again. */
  long unlabelled() {
    return all.stream().filter(One::waits).count();
  }

  /** True when some of what was said is checked, so that the rest need not be believed. */
  boolean checked() {
    return all.stream().anyMatch(draw -> draw.judged() || !draw.looks().isEmpty());
  }

  /** True when a judge answered and nobody was to look at any of its answers. */
  boolean unaudited() {
    return all.stream().anyMatch(One::judged)
        && all.stream().noneMatch(draw -> draw.judged() && !draw.looks().isEmpty());
  }

  /** Distinct days with a sample. */
  long days() {
    return all.stream().map(One::day).distinct().count();
  }

  /**
   * Mean views of a sampled day, in a slice the estimated share of them.
   *
   * @param slice {@code surface=search}, or empty for all
   */
  double dailyViews(String slice) {
    Map<Sample, Double> days = new LinkedHashMap<>();
    all.forEach(draw -> days.put(draw.sample(), draw.dayViews()));
    double mean = days.values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double everywhere = 0;
    double inside = 0;
    for (Observation draw : pooled(_ -> false)) {
      double weight = draw.views() / draw.probability();
      everywhere += weight;
      inside += in(slice).test(draw) ? weight : 0;
    }
    return everywhere == 0 ? 0 : mean * inside / everywhere;
  }

  /** Whether a draw is in {@code surface=search}; every draw is in the empty slice. */
  static Predicate<Observation> in(String slice) {
    int at = slice.indexOf('=');
    return at < 0
        ? _ -> true
        : o -> slice.substring(at + 1).equals(o.pivots().get(slice.substring(0, at)));
  }

  /**
   * As one sample.
   *
   * @param assumed whether a draw without a label counts as violating
   */
  List<Observation> pooled(Predicate<One> assumed) {
    Map<Sample, Integer> sizes = new LinkedHashMap<>();
    all.forEach(draw -> sizes.merge(draw.sample(), 1, Integer::sum));
    return all.stream()
        .map(draw -> {
          double share = (double) sizes.getOrDefault(draw.sample(), 0) / all.size();
          return new Observation(
              draw.unit(),
              draw.day().toString(),
              draw.views(),
              draw.probability() * share,
              draw.label().orElseGet(() -> assumed.test(draw)) ? 1 : 0,
              withMachines(draw));
        })
        .toList();
  }

  private static Map<String, String> withMachines(One draw) {
    Map<String, String> pivots = new LinkedHashMap<>(draw.pivots());
    pivots.put("machines", draw.flagged() ? "flagged" : "silent");
    return pivots;
  }

  /**
   * As one sample with what was found by looking again. What nobody was to look at again counts as
   * looked at for certain where its label is believed: an upload's, and a positive of a person.
   *
   * @param assumed whether a draw breaks the policy where somebody has yet to say so
   */
  List<TwoPhase.Judged> looked(Predicate<One> assumed) {
    List<Observation> drawn = pooled(assumed);
    boolean again = all.stream().anyMatch(one -> !one.judged() && !one.looks().isEmpty());
    List<TwoPhase.Judged> looked = new ArrayList<>(drawn.size());
    for (int i = 0; i < drawn.size(); i++) {
      One one = all.get(i);
      double own = drawn.get(i).violating();
      boolean believed = !one.judged() && one.looks().isEmpty() && (!again || own == 1);
      looked.add(
          new TwoPhase.Judged(
              drawn.get(i),
              believed ? List.of(new TwoPhase.Look(1, own)) : looks(one, assumed.test(one))));
    }
    return looked;
  }

  private static List<TwoPhase.Look> looks(One one, boolean otherwise) {
    return one.looks().stream()
        .map(look -> new TwoPhase.Look(look.probability(), look.found().orElse(otherwise) ? 1 : 0))
        .toList();
  }

  /** What the draws can be split by, as {@code surface=search}; not what machines said. */
  List<String> slices() {
    TreeSet<String> slices = new TreeSet<>();
    for (One draw : all) {
      draw.pivots().forEach((key, value) -> slices.add(key + "=" + value));
    }
    slices.removeIf(slice -> slice.startsWith("machines="));
    return new ArrayList<>(slices);
  }
}
