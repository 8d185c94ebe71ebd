package io.hedgerow.server.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a webhook can hear of. Each kind is numbered for itself. */
public enum About {
  /** What is in force on an entity changed. */
  CHANGE("enforcement.changed", "seen"),
  /** Somebody has to be told of a restriction. */
  STATEMENT("statement.issued", "statements_seen"),
  /** The precision or the pass rate of a rule, model or bank moved beyond chance. */
  SOURCE("source.moved", "sources_seen"),
  /** A slice of traffic is higher than chance explains, or scores and traffic drifted. */
  TRAFFIC("traffic.moved", "traffic_seen"),
  /** A rule, bank, score or model in canary was stopped by itself. */
  CANARY("canary.stopped", "canaries_seen");

  private final String type;
  private final String seen;

  About(String type, String seen) {
    this.type = type;
    this.seen = seen;
  }

  /** The message's {@code type}. */
  public String type() {
    return type;
  }

  /** The column that keeps how far a webhook has heard. */
  String seen() {
    return seen;
  }

  /** As identifiers and tables say it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static About ofWord(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> types() {
    return Arrays.stream(values()).map(About::type).toList();
  }
}
