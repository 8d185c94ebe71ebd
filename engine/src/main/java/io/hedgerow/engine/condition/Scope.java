package io.hedgerow.engine.condition;

import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.counter.KeyHash;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.json.Members;
import io.hedgerow.engine.pack.ListDefinition;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where conditions find their values while one event is decided. Every name has a slot, filled when
 * it is first read; a plan's shared parts have the slots behind. Interpreter and compiled code read
 * the same slots. Not thread-safe; a scope serves one event after the other.
 */
public final class Scope {
  /** Not looked at yet. */
  private static final byte UNREAD = 0;

  /** The slot holds a value. */
  public static final byte PRESENT = 1;

  /** There is no value; {@link #problem} says why. */
  public static final byte ABSENT = 2;

  private static final String LABEL = LabelFunction.ROOT + ".";

  private TypedEvent typed;
  private final Names names;
  private final Lists lists;
  private final SignalSource signals;
  private final LabelView labels;
  private Instant time;
  private final Computation computation;
  private final byte[] states;
  private final long[] numbers;
  private final @Nullable Object[] objects;
  private Map<String, Object> labelAnswers = Map.of();
  private Outcome error = Outcome.Truth.NOT_HELD;
  private int steps;
  private boolean settled;

  /** Where signals come from, asked at most once each and only when a condition needs them. */
  @FunctionalInterface
  public interface SignalSource {
    /** Has no signals. */
    SignalSource NONE = _ -> null;

    /** The value of a counter, score or match; null when there is none. */
    @Nullable Object find(Name name);
  }

  /** Fills the slots behind the names: parts that rules share. */
  @FunctionalInterface
  public interface Computation {
    /** Has no such slots. */
    Computation NONE =
        (slot, _) -> {
          throw new IllegalArgumentException("no name has slot " + slot);
        };

    /** Computes a slot and stores its value, or its problem, in the scope. */
    void compute(int slot, Scope scope);
  }

  /**
   * @param time the event's, after any correction for a wrong clock
   */
  public Scope(
      TypedEvent typed,
      Names names,
      Instant time,
      Lists lists,
      SignalSource signals,
      LabelView labels) {
    this(typed, names, time, lists, signals, labels, Computation.NONE, names.size());
  }

  /**
   * @param slots those of the names and of the parts that the computation fills
   */
  public Scope(
      TypedEvent typed,
      Names names,
      Instant time,
      Lists lists,
      SignalSource signals,
      LabelView labels,
      Computation computation,
      int slots) {
    this.typed = typed;
    this.names = names;
    this.time = time;
    this.lists = lists;
    this.signals = signals;
    this.labels = labels;
    this.computation = computation;
    states = new byte[slots];
    numbers = new long[slots];
    objects = new Object[slots];
  }

  /** Forgets everything about the event before. */
  public void begin(TypedEvent next, Instant at) {
    typed = next;
    time = at;
    Arrays.fill(states, UNREAD);
    labelAnswers = Map.of();
    error = Outcome.Truth.NOT_HELD;
    steps = 0;
    settled = false;
  }

  /**
   * From now on until the next event no signal and no label is asked for that was not asked for
   * before: it counts as absent, and {@link #isUnasked} says that it is not. The rules have come to
   * their end; showing what they saw costs no model's score.
   */
  public void settle() {
    settled = true;
  }

  /**
   * As {@link #settle}, with what was asked for taken from a record instead.
   *
   * @param read signals and labels that were there, as {@link #signalsRead} gives them
   * @param absent names of signals that were asked for in vain
   */
  public void settle(Map<String, Object> read, Set<String> absent) {
    labelAnswers = read;
    for (Name name : names.signals()) {
      Object value = read.get(name.text());
      if (value != null) {
        store(name.slot(), name.storage(), unrecorded(value));
      } else if (absent.contains(name.text())) {
        states[name.slot()] = ABSENT;
      }
    }
    settle();
  }

  /** Only times are recorded as text. */
  public static Object unrecorded(Object value) {
    try {
      return value instanceof String text ? Instant.parse(text) : value;
    } catch (DateTimeException _) {
      return value;
    }
  }

  /** Signals that were asked for and had no value; mostly none. */
  public Set<String> signalsAbsent() {
    Set<String> absent = Set.of();
    for (Name name : names.signals()) {
      if (states[name.slot()] == ABSENT) {
        absent = absent.isEmpty() ? new HashSet<>() : absent;
        absent.add(name.text());
      }
    }
    return absent;
  }

  /** Whether a name is of a signal or label that no rule needed. */
  boolean isUnasked(String text) {
    if (!settled) {
      return false;
    }
    Name name = names.find(text);
    return name == null
        ? text.startsWith(LABEL) && !labelAnswers.containsKey(text)
        : name.signal() && states[name.slot()] == UNREAD;
  }

  /** The pack's lists as conditions see them, made once for a pack. */
  public record Lists(Map<String, Object> values) {
    public static Lists of(Collection<ListDefinition> definitions) {
      Map<String, Object> values = new HashMap<>();
      definitions.forEach(list -> values.put("list." + list.name(), new TermList(list)));
      return new Lists(Map.copyOf(values));
    }
  }

  public Event event() {
    return typed.event();
  }

  /** The event's time, after any correction for a wrong clock. */
  public Instant time() {
    return time;
  }

  public TypedEvent typed() {
    return typed;
  }

  /** Whether the slot has a value; finds out when nobody has asked before. */
  public byte state(int slot) {
    byte state = states[slot];
    return state != UNREAD ? state : load(slot);
  }

  /** The number of a slot that is present: an int, 0 or 1, or the bits of a double. */
  public long number(int slot) {
    return numbers[slot];
  }

  /** The hash that counters know the text in a slot by; computed once an event. */
  public long textHash(int slot) {
    long known = numbers[slot];
    if (known == 0) {
      known = KeyHash.of((String) held(slot));
      numbers[slot] = known;
    }
    return known;
  }

  /** The object of a slot that is present. */
  public @Nullable Object object(int slot) {
    return objects[slot];
  }

  /** The object of a slot if it was filled before; null when nobody has asked, or it is absent. */
  public @Nullable Object known(int slot) {
    return states[slot] == PRESENT ? objects[slot] : null;
  }

  /** Why a slot is absent. */
  public Outcome problem(int slot) {
    return slot < names.size() ? names.at(slot).missing() : (Outcome) held(slot);
  }

  private Object held(int slot) {
    @Nullable Object value = objects[slot];
    if (value == null) {
      throw new IllegalStateException("slot " + slot + " holds nothing");
    }
    return value;
  }

  private byte load(int slot) {
    if (slot >= names.size()) {
      computation.compute(slot, this);
      return states[slot];
    }
    Name name = names.at(slot);
    if (settled && names.source(slot) == Names.Source.SIGNAL) {
      return ABSENT;
    }
    Object value = ask(slot, name);
    if (value == null) {
      states[slot] = ABSENT;
    } else {
      store(slot, name.storage(), value);
    }
    return states[slot];
  }

  private @Nullable Object ask(int slot, Name name) {
    return switch (names.source(slot)) {
      case EVENT -> typed.eventField(name);
      case ACTOR -> typed.actorField(name);
      case SUBJECT -> typed.subjectField(name.member());
      case SIGNAL -> signals.find(name);
    };
  }

  /** A name's value is kept as a number where it is one, and as the object it came as. */
  private void store(int slot, Names.Storage storage, Object value) {
    Object kept = value;
    long number = 0;
    switch (storage) {
      case BOOL -> number = (Boolean) value ? 1 : 0;
      case INT -> {
        number = ((Number) value).longValue();
        kept = value instanceof Long ? value : (Object) number;
      }
      case DOUBLE -> {
        double decimal = ((Number) value).doubleValue();
        number = Double.doubleToRawLongBits(decimal);
        kept = value instanceof Double ? value : (Object) decimal;
      }
      case TEXT, OBJECT -> {}
    }
    numbers[slot] = number;
    objects[slot] = kept;
    states[slot] = PRESENT;
  }

  /** Fills a slot with a number, a truth value or the bits of a double. */
  public void storeNumber(int slot, long value) {
    numbers[slot] = value;
    states[slot] = PRESENT;
  }

  /** Fills a slot with an object. */
  public void storeObject(int slot, Object value) {
    objects[slot] = value;
    numbers[slot] = 0;
    states[slot] = PRESENT;
  }

  /** Notes why a slot has no value. */
  public void storeProblem(int slot, Outcome problem) {
    objects[slot] = problem;
    states[slot] = ABSENT;
  }

  /** A slot's value as the interpreter has it; null when absent. */
  public @Nullable Object boxed(int slot, Names.Storage storage) {
    if (state(slot) == ABSENT) {
      return null;
    }
    if (slot < names.size()) {
      return objects[slot];
    }
    return switch (storage) {
      case BOOL -> numbers[slot] != 0;
      case INT -> numbers[slot];
      case DOUBLE -> Double.longBitsToDouble(numbers[slot]);
      case TEXT, OBJECT -> objects[slot];
    };
  }

  /** The value of a whole name such as {@code event.link}; null when absent. */
  @Nullable Object find(String text) {
    Name name = names.find(text);
    return name == null ? lists.values().get(text) : boxed(name.slot(), name.storage());
  }

  /** What the interpreter reads {@code event}, {@code actor} and so on from. */
  Values root() {
    return new Values(this);
  }

  /** Why the compiled condition that was last evaluated could not be told. */
  public Outcome error() {
    return error;
  }

  public void error(Outcome problem) {
    error = problem;
  }

  /** Counts a step of a macro; says whether there may be more in this expression. */
  public boolean step() {
    return ++steps <= Dialect.MAX_ITERATIONS;
  }

  /** Steps counted since the expression began. */
  public int steps() {
    return steps;
  }

  /** Sets the count of steps, at the start of an expression to 0. */
  public void steps(int count) {
    steps = count;
  }

  /** Answers {@code has_label}; what is no entity has no label. */
  public boolean hasLabel(String entity, String policy) {
    String question = LABEL + entity + "." + policy;
    Object known = labelAnswers.get(question);
    if (known instanceof Boolean answer) {
      return answer;
    }
    boolean answer = ask(entity, policy);
    if (labelAnswers.isEmpty()) {
      labelAnswers = new TreeMap<>();
    }
    labelAnswers.put(question, answer);
    return answer;
  }

  /** Null when {@code has_label} may be answered; else why not. */
  public @Nullable Outcome labelProblem(String entity, String policy) {
    if (!settled) {
      return null;
    }
    String question = LABEL + entity + "." + policy;
    return isUnasked(question) ? new Outcome.Missing(question) : null;
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
    int count = 0;
    for (Name name : names.signals()) {
      count += states[name.slot()] == PRESENT ? 1 : 0;
    }
    if (!labelAnswers.isEmpty() || count > Members.MOST) {
      return withLabels();
    }
    if (count == 0) {
      return Map.of();
    }
    String[] texts = new String[count];
    Object[] values = new Object[count];
    int next = 0;
    for (Name name : names.signals()) {
      if (states[name.slot()] == PRESENT) {
        texts[next] = name.text();
        values[next++] = recorded(name);
      }
    }
    return new Members(texts, values);
  }

  private Map<String, Object> withLabels() {
    Map<String, Object> read = new TreeMap<>(labelAnswers);
    for (Name name : names.signals()) {
      if (states[name.slot()] == PRESENT) {
        read.put(name.text(), recorded(name));
      }
    }
    return read;
  }

  private Object recorded(Name name) {
    Object value = held(name.slot());
    return value instanceof Instant at ? at.toString() : value;
  }
}
