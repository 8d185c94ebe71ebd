package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.Rule.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What of a pack with errors can be type-checked all the same: whatever asks for something in doubt
 * is left out, so that what is said of the rest is true.
 */
final class SoundPart {
  private final Pack pack;
  private final Doubts doubts;

  private SoundPart(Pack pack, Doubts doubts) {
    this.pack = pack;
    this.doubts = doubts;
  }

  /**
   * @param doubts become more: a counter that asks for something in doubt is in doubt
   */
  static Pack of(Pack pack, Doubts doubts) {
    return new SoundPart(pack, doubts).sound();
  }

  private Pack sound() {
    Map<String, CounterDefinition> counters = new LinkedHashMap<>();
    pack.counters()
        .forEach((name, counter) -> {
          if (sound("counter." + name, counter.on(), expressions(counter))) {
            counters.put(name, counter);
          }
        });
    Map<String, TrailDefinition> trails = new LinkedHashMap<>();
    pack.trails()
        .forEach((name, trail) -> {
          Stream<Expression> expressions =
              Stream.concat(Stream.of(trail.key()), trail.where().stream());
          if (sound("trail." + name, trail.on(), expressions)) {
            trails.put(name, trail);
          }
        });
    return pack.with(counters, trails, pack.rules().stream().filter(this::sound).toList());
  }

  private boolean sound(String name, List<String> on, Stream<Expression> expressions) {
    boolean sound = !doubts.of(name) && !doubts.ofAny(on) && !doubts.in(expressions);
    if (!sound) {
      doubts.name(name);
    }
    return sound;
  }

  private static Stream<Expression> expressions(CounterDefinition counter) {
    return Stream.concat(Stream.of(counter.key(), counter.value()), counter.where().stream());
  }

  private boolean sound(Rule rule) {
    List<Expression> expressions = new ArrayList<>(List.of(rule.when(), rule.reason()));
    boolean trails = true;
    for (Rule.RuleLabel label : rule.labels()) {
      switch (label.target()) {
        case Target.Subject _, Target.Actor _ -> {}
        case Target.Computed(String _, Expression id) -> expressions.add(id);
        case Target.Trail(String name) -> trails &= !doubts.of("trail." + name);
      }
    }
    return trails && !doubts.ofAny(rule.on()) && !doubts.in(expressions.stream());
  }
}
