package io.hedgerow.engine.condition;

import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.ListDefinition;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the names in conditions find their values while one event is decided. Not thread-safe; one
 * scope serves one event.
 */
public final class Scope {
  private final Values.Misses misses = new Values.Misses();
  private final TypedEvent typed;
  private final Map<String, Object> roots = new HashMap<>();
  private final Values counters;
  private final Values scores;
  private final Values matches;
  private final LabelView labels;
  private final Instant time;
  private final Map<String, Object> labelAnswers = new LinkedHashMap<>();

  /** Where signals come from, asked at most once each and only when a condition needs them. */
  public record SignalSources(
      Values.Source counters, Values.Source scores, Values.Source matches) {}

  /**
   * @param time the event's, after any correction for a wrong clock
   */
  public Scope(
      TypedEvent typed, Instant time, Lists lists, SignalSources sources, LabelView labels) {
    this.typed = typed;
    this.time = time;
    this.labels = labels;
    counters = new Values("counter", misses, sources.counters());
    scores = new Values("score", misses, sources.scores());
    matches = new Values("match", misses, sources.matches());
    roots.put("event", new Values("event", misses, typed::eventField));
    roots.put("actor", new Values("actor", misses, typed::actorField));
    roots.put("subject", new Values("subject", misses, typed::subjectField));
    roots.put("list", lists.values());
    roots.put("counter", counters);
    roots.put("score", scores);
    roots.put("match", matches);
  }

  /** The pack's lists as conditions see them, made once for a pack. */
  public record Lists(Map<String, Object> values) {
    public static Lists of(Collection<ListDefinition> definitions) {
      Map<String, Object> values = new HashMap<>();
      definitions.forEach(list -> values.put(list.name(), new TermList(list)));
      return new Lists(Map.copyOf(values));
    }
  }

  public Event event() {
    return typed.event();
  }

  public TypedEvent typed() {
    return typed;
  }

  /** The value of {@code event}, {@code actor} and so on. */
  Object root(String name) {
    Object value = roots.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no such name in conditions: " + name);
    }
    return value;
  }

  Values.Misses misses() {
    return misses;
  }

  /** Answers {@code has_label}; what is no entity has no label. */
  boolean hasLabel(String entity, String policy) {
    String question = "label." + entity + "." + policy;
    Object known = labelAnswers.get(question);
    if (known instanceof Boolean answer) {
      return answer;
    }
    boolean answer = ask(entity, policy);
    labelAnswers.put(question, answer);
    return answer;
  }

  private boolean ask(String entity, String policy) {
    try {
      return labels.hasLabel(EntityId.parse(entity), policy, time);
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Every signal that was asked for and was there, by name in order: what a decision records. */
  public Map<String, Object> signalsRead() {
    Map<String, Object> read = new TreeMap<>();
    counters.forEach((name, value) -> read.put("counter." + name, value));
    scores.forEach((name, value) -> read.put("score." + name, value));
    matches.forEach((name, value) -> read.put("match." + name, value));
    read.putAll(labelAnswers);
    read.replaceAll((_, value) -> value instanceof Instant at ? at.toString() : value);
    return read;
  }
}
