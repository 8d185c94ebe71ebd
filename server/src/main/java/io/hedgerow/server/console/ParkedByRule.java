package io.hedgerow.server.console;

import io.hedgerow.ledger.quota.Parked;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Labels of one rule that wait because it is over its quota: a rule is right or wrong as a whole
 * more often than label by label.
 */
public record ParkedByRule(String rule, List<Parked> parked) {

  /** By rule, in the order in which each first met its quota. */
  public static List<ParkedByRule> of(List<Parked> parked) {
    Map<String, List<Parked>> rules = new LinkedHashMap<>();
    for (Parked one : parked) {
      rules.computeIfAbsent(one.rule(), _ -> new ArrayList<>()).add(one);
    }
    return rules.entrySet().stream()
        .map(rule -> new ParkedByRule(rule.getKey(), List.copyOf(rule.getValue())))
        .toList();
  }
}
