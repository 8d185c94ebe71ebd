package io.hedgerow.server.console;

import io.hedgerow.ledger.quota.Parked;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Labels of one rule that wait because it is over its quota: a rule is right or wrong as a whole
 * more often than label by label.
 */
public record ParkedByRule(String rule, List<Parked> parked) {

  /** By rule, in the order in which each first met its quota. */
  public static List<ParkedByRule> of(List<Parked> parked) {
    return parked.stream()
        .collect(Collectors.groupingBy(Parked::rule, LinkedHashMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .map(rule -> new ParkedByRule(rule.getKey(), rule.getValue()))
        .toList();
  }
}
