package io.hedgerow.engine.pack;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What of a pack with errors can be type-checked all the same: rules that ask a counter which could
 * not be read are left out, so that what is said of the others is true.
 */
final class SoundPart {
  private static final Pattern COUNTER = Pattern.compile("\\bcounter\\s*\\.\\s*(\\w+)");

  private SoundPart() {}

  /**
   * @param doubtful counters with errors of their own
   * @param allRead false when {@code counters.yaml} is no YAML, so that any counter may be in it
   */
  static Pack of(Pack pack, Set<String> doubtful, boolean allRead) {
    Map<String, CounterDefinition> counters =
        pack.counters().entrySet().stream()
            .filter(counter -> !doubtful.contains(counter.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    List<Rule> rules =
        pack.rules().stream()
            .filter(rule -> counters(rule).noneMatch(name -> !allRead || doubtful.contains(name)))
            .toList();
    return pack.with(counters, rules);
  }

  private static Stream<String> counters(Rule rule) {
    return Stream.of(rule.when(), rule.reason())
        .map(Expression::source)
        .flatMap(source -> COUNTER.matcher(source).results().map(found -> found.group(1)));
  }
}
