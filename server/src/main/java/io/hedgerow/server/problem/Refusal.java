package io.hedgerow.server.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request refused, and all its answer says. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ProblemType type;
  private final transient Map<String, Object> members;
  private final transient Optional<Duration> retryAfter;

  private Refusal(
      ProblemType type, String detail, Map<String, Object> members, Optional<Duration> retryAfter) {
    super(detail, null, false, false);
    this.type = type;
    this.members = members;
    this.retryAfter = retryAfter;
  }

  public static Refusal of(ProblemType type, String detail) {
    return new Refusal(type, detail, Map.of(), Optional.empty());
  }

  /** A refusal that names the place: a member path, a line and column, a byte. */
  public static Refusal at(ProblemType type, String where, String detail) {
    return of(type, detail).with("where", where);
  }

  /** A refusal that says when to come again. */
  public static Refusal later(ProblemType type, String detail, Duration retryAfter) {
    return new Refusal(type, detail, Map.of(), Optional.of(retryAfter));
  }

  /** Adds a member of the problem's own. */
  public Refusal with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(members);
    more.put(name, value);
    return new Refusal(type, detail(), more, retryAfter);
  }

  public ProblemType type() {
    return type;
  }

  public String detail() {
    return Optional.ofNullable(getMessage()).orElse(type.title());
  }

  /** The members beside the standard ones, in order. */
  public Map<String, Object> members() {
    return members;
  }

  /** How long to wait, where waiting helps. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }
}
