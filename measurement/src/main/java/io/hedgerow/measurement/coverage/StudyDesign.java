package io.hedgerow.measurement.coverage;

import io.hedgerow.measurement.prevalence.Design;
import io.hedgerow.measurement.prevalence.Observation;
import io.hedgerow.measurement.sampling.Allocation;
import io.hedgerow.measurement.sampling.Draw;
import io.hedgerow.measurement.sampling.PrioritySample;
import io.hedgerow.measurement.sampling.ReplacementSample;
import io.hedgerow.measurement.sampling.ScoreWeight;
import io.hedgerow.measurement.sampling.SimpleRandomSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** The designs under study: each draws a sample with its truth as label. */
enum StudyDesign {
  SIMPLE_RANDOM("simple random", true),
  NEYMAN("stratified by score, Neyman", true),
  ROOT_WITH("√score, with replacement", false),
  ROOT_WITHOUT("√score, without replacement", false);

  private static final double[] EDGES = {0.05, 0.3, 0.6};
  private static final int LEAST_IN_STRATUM = 50;

  final String title;
  final boolean impressions;

  StudyDesign(String title, boolean impressions) {
    this.title = title;
    this.impressions = impressions;
  }

  Design estimator() {
    return switch (this) {
      case SIMPLE_RANDOM, NEYMAN -> new Design.Stratified();
      case ROOT_WITH -> new Design.WithReplacement();
      case ROOT_WITHOUT -> new Design.WithoutReplacement();
    };
  }

  List<Observation> sample(Population population, int size, SplittableRandom random) {
    return switch (this) {
      case SIMPLE_RANDOM -> simple(population, size, random);
      case NEYMAN -> stratified(population, size, random);
      case ROOT_WITH -> withReplacement(population, ScoreWeight.ROOT, size, random);
      case ROOT_WITHOUT -> withoutReplacement(population, size, random);
    };
  }

  private static List<Observation> simple(
      Population population, int size, SplittableRandom random) {
    SimpleRandomSample<Integer> sample = new SimpleRandomSample<>(size, random);
    for (int i = 0; i < population.size(); i++) {
      sample.offer(i);
    }
    return observe(population, sample.draws(), _ -> 0);
  }

  private static List<Observation> withoutReplacement(
      Population population, int size, SplittableRandom random) {
    PrioritySample<Integer> sample = new PrioritySample<>(size, random);
    for (int i = 0; i < population.size(); i++) {
      sample.offer(i, weight(population, ScoreWeight.ROOT, i));
    }
    return observe(population, sample.draws(), _ -> 0);
  }

  static List<Observation> withReplacement(
      Population population, ScoreWeight weight, int size, SplittableRandom random) {
    ReplacementSample<Integer> sample = new ReplacementSample<>(size, random);
    for (int i = 0; i < population.size(); i++) {
      sample.offer(i, weight(population, weight, i));
    }
    return observe(population, sample.draws(), _ -> 0);
  }

  private static List<Observation> stratified(
      Population population, int size, SplittableRandom random) {
    double[] shares = new double[EDGES.length + 1];
    double[] rates = new double[shares.length];
    for (double score : population.scores()) {
      shares[stratum(score)] += 1.0 / population.size();
      rates[stratum(score)] += score / population.size();
    }
    for (int h = 0; h < rates.length; h++) {
      rates[h] /= shares[h];
    }
    int[] draws = Allocation.neyman(shares, rates, size);
    List<SimpleRandomSample<Integer>> samples = new ArrayList<>();
    for (int count : draws) {
      samples.add(new SimpleRandomSample<>(Math.max(LEAST_IN_STRATUM, count), random));
    }
    for (int i = 0; i < population.size(); i++) {
      samples.get(stratum(population.scores()[i])).offer(i);
    }
    List<Draw<Integer>> all = samples.stream().flatMap(s -> s.draws().stream()).toList();
    return observe(population, all, i -> stratum(population.scores()[i]));
  }

  private static int stratum(double score) {
    int h = 0;
    while (h < EDGES.length && score >= EDGES[h]) {
      h++;
    }
    return h;
  }

  private static double weight(Population population, ScoreWeight weight, int unit) {
    return weight.of(population.views()[unit], OptionalDouble.of(population.scores()[unit]));
  }

  private static List<Observation> observe(
      Population population, List<Draw<Integer>> draws, ToDoubleFunction<Integer> stratum) {
    List<Observation> sample = new ArrayList<>(draws.size());
    for (Draw<Integer> draw : draws) {
      int i = draw.unit();
      sample.add(
          new Observation(
              Integer.toString(i),
              Double.toString(stratum.applyAsDouble(i)),
              population.views()[i],
              draw.probability(),
              population.violating()[i] ? 1 : 0,
              Map.of("surface", Population.surface(i))));
    }
    return sample;
  }
}
