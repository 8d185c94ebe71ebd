package io.hedgerow.server.console;

import io.hedgerow.engine.decision.Verdict;
import io.hedgerow.ledger.decision.DecisionFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the live page is narrowed to; empty text does not narrow. */
public record LiveFilter(String type, String policy, String rule, String verdict) {

  static LiveFilter of(HttpServletRequest request) {
    return new LiveFilter(
        text(request, "type"),
        text(request, "policy"),
        text(request, "rule"),
        text(request, "verdict"));
  }

  private static String text(HttpServletRequest request, String name) {
    String value = request.getParameter(name);
    return value == null ? "" : value.strip();
  }

  /** A verdict that is none narrows to nothing that could be shown, so it is left out. */
  DecisionFilter filter() {
    return new DecisionFilter(
        given(type),
        given(policy),
        given(rule),
        Arrays.stream(Verdict.values()).filter(v -> v.word().equals(verdict)).findFirst(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> given(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  public boolean isEmpty() {
    return type.isEmpty() && policy.isEmpty() && rule.isEmpty() && verdict.isEmpty();
  }

  LiveFilter withPolicy(String wanted) {
    return new LiveFilter(type, wanted.strip(), rule, verdict);
  }

  /** For people to read: {@code rule link-flood, verdict limit}. */
  public String words() {
    return query().replace("&", ", ").replace('=', ' ');
  }

  /** For addresses: {@code type=pin.created&verdict=limit}. */
  public String query() {
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("type", type);
    parts.put("policy", policy);
    parts.put("rule", rule);
    parts.put("verdict", verdict);
    return parts.entrySet().stream()
        .filter(part -> !part.getValue().isEmpty())
        .map(part -> part.getKey() + "=" + Shown.encode(part.getValue()))
        .collect(Collectors.joining("&"));
  }
}
