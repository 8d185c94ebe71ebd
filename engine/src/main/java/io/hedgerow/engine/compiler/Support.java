package io.hedgerow.engine.compiler;

import com.google.re2j.Pattern;
import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What compiled code calls where an instruction is not enough. Nothing here throws on data: what
 * fails comes back as an {@link Outcome}.
 */
final class Support {
  /** A macro went over more elements than one expression may. */
  static final Outcome TOO_MANY_STEPS = new Outcome.Failed("Iteration budget exceeded: 20000");

  private Support() {}

  static Object call(Function function, Object a) {
    return function.call(new Object[] {a});
  }

  static Object call(Function function, Object a, Object b) {
    return function.call(new Object[] {a, b});
  }

  static Object call(Function function, Object[] arguments) {
    return function.call(arguments);
  }

  static boolean addOverflows(long a, long b) {
    long sum = a + b;
    return ((a ^ sum) & (b ^ sum)) < 0;
  }

  static boolean subtractOverflows(long a, long b) {
    return ((a ^ b) & (a ^ (a - b))) < 0;
  }

  static boolean multiplyOverflows(long a, long b) {
    return Math.multiplyHigh(a, b) != (a * b) >> 63;
  }

  static boolean find(Pattern pattern, String text) {
    return pattern.matcher(text).find();
  }

  static Object scan(TermAutomaton automaton, String text) {
    return automaton.scan(text);
  }

  /** Whether the text has the term: by the scan in the slot, or without it when nobody made it. */
  static boolean has(Scope scope, int scan, TermAutomaton automaton, String text, int term) {
    Object bits = scope.known(scan);
    return bits == null ? automaton.has(text, term) : isFound(bits, term);
  }

  static boolean isFound(Object bits, int term) {
    return (((long[]) bits)[term >> 6] >>> term & 1) != 0;
  }

  static boolean contains(Object container, Object element) {
    return container instanceof Map<?, ?> map
        ? map.containsKey(element)
        : ((Collection<?>) container).contains(element);
  }

  static Object list(Object[] elements) {
    return new ArrayList<>(List.of(elements));
  }

  static Object map(Object[] entries) {
    Map<Object, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      if (map.containsKey(entries[i])) {
        return new Outcome.Failed("duplicate map key [" + entries[i] + "]");
      }
      map.put(entries[i], entries[i + 1]);
    }
    return map;
  }

  static Object member(Object map, String name) {
    Object value = map instanceof Map<?, ?> members ? members.get(name) : null;
    return value != null ? value : new Outcome.Failed("key '" + name + "' is not present in map.");
  }

  static boolean hasMember(Object map, String name) {
    return map instanceof Map<?, ?> members && members.containsKey(name);
  }

  /** An iterator over a list or the keys of a map. */
  static Object iterate(Object range) {
    return switch (range) {
      case List<?> list -> list.iterator();
      case Map<?, ?> map -> map.keySet().iterator();
      default ->
          new Outcome.Failed(
              "expected a list or a map for iteration range but got '"
                  + range.getClass().getSimpleName()
                  + "'");
    };
  }

  static boolean hasNext(Object iterator) {
    return ((Iterator<?>) iterator).hasNext();
  }

  static @Nullable Object next(Object iterator) {
    return ((Iterator<?>) iterator).next();
  }

  /** Null when it is a truth value. */
  static @Nullable Outcome notTruth(Object value) {
    return value instanceof Boolean
        ? null
        : new Outcome.Failed("expected boolean value, found: " + value);
  }

  static Object interpret(
      Checked.Interpreted program, Scope scope, String[] names, Object[] values) {
    Map<String, Object> variables = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      if (values[i] instanceof Outcome failed) {
        return failed;
      }
      variables.put(names[i], values[i]);
    }
    return program.evaluate(scope, variables);
  }
}
