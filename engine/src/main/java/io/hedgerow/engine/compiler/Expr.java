package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.Names.Storage;
import java.util.List;
import java.util.Map;

/**
 * An expression as the compiler sees it: names are slots, operators have their types, what CEL
 * leaves open is decided. Two expressions that are equal as records mean the same, which is how
 * equal work in different rules is found. Immutable.
 */
public sealed interface Expr {

  /** What its value is kept as. */
  Storage storage();

  /** A value known when the pack is compiled. */
  record Constant(Object value, Storage storage) implements Expr {}

  /** A name of the event type; absent, it makes what needs it fail. */
  record Slot(int slot, Storage storage) implements Expr {}

  /** {@code has(event.link)}: whether a name is there. */
  record Has(int slot) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /**
   * A variable of a macro.
   *
   * @param depth how many variables stand around it; the same in equal macros, whatever their names
   */
  record Variable(int depth, Storage storage) implements Expr {}

  record Not(Expr operand) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /** Holds when all do; false as soon as one is, even where another fails. */
  record And(List<Expr> operands) implements Expr {
    public And {
      operands = List.copyOf(operands);
    }

    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /** Holds as soon as one does, even where another fails. */
  record Or(List<Expr> operands) implements Expr {
    public Or {
      operands = List.copyOf(operands);
    }

    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  record Conditional(Expr condition, Expr then, Expr otherwise, Storage storage) implements Expr {}

  /**
   * Two values of one primitive type, compared.
   *
   * @param total doubles are compared in {@link Double#compare}'s order, as the interpreter does
   *     where a double meets an int; else by IEEE 754, where NaN is unequal to everything
   */
  record Comparison(Relation relation, Expr left, Expr right, boolean total) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /** How two values relate. */
  enum Relation {
    EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL
  }

  /**
   * Arithmetic on two doubles, or on two ints with a check for overflow.
   *
   * @param checked CEL's own function, called on overflow to say what went wrong
   */
  record Arithmetic(Operation operation, Expr left, Expr right, Function checked) implements Expr {
    @Override
    public Storage storage() {
      return left.storage();
    }
  }

  /** An arithmetic operation that bytecode has. */
  enum Operation {
    ADD,
    SUBTRACT,
    MULTIPLY
  }

  /** A look for a fixed text inside a text. */
  record TextTest(Place place, Expr subject, String term) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /** Where in the text. */
  enum Place {
    ANYWHERE,
    START,
    END
  }

  /** Which of many terms a text has, found in one pass; an array of bits. */
  record Scan(Expr subject, TermAutomaton automaton) implements Expr {
    @Override
    public Storage storage() {
      return Storage.OBJECT;
    }
  }

  /**
   * A {@link TextTest} answered by a scan.
   *
   * @param alone one of few in its conjunct: while nobody has scanned the text, searching for this
   *     term costs less
   */
  record Scanned(Scan scan, int term, boolean alone) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /** An RE2 pattern that is known when the pack is compiled. */
  record PatternTest(Expr subject, String pattern) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /** Whether a text is among the keys of a map or the elements of a list, both known. */
  record Membership(Expr element, Object container) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /** A call of a function, on values; fails as soon as an argument does. */
  record Call(Function function, List<Expr> arguments, Storage storage) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /** {@code has_label}. */
  record HasLabel(Expr entity, Expr policy) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  record MakeList(List<Expr> elements) implements Expr {
    public MakeList {
      elements = List.copyOf(elements);
    }

    @Override
    public Storage storage() {
      return Storage.OBJECT;
    }
  }

  /** Keys and values, by turns. */
  record MakeMap(List<Expr> entries) implements Expr {
    public MakeMap {
      entries = List.copyOf(entries);
    }

    @Override
    public Storage storage() {
      return Storage.OBJECT;
    }
  }

  /** A member of a map, by its name. */
  record Member(Expr map, String name, boolean testOnly, Storage storage) implements Expr {}

  /**
   * A macro, unfolded: goes over the range, carrying a result along.
   *
   * @param element what {@code condition} and {@code step} read the element from
   * @param result carried along; may be a failure, which only matters to who reads it
   */
  record Fold(
      Expr range,
      Variable element,
      Variable result,
      Expr start,
      Expr condition,
      Expr step,
      Expr finish,
      Storage storage)
      implements Expr {}

  /** True unless its operand is false: how CEL ends {@code all} and {@code exists} early. */
  record NotFalse(Expr operand) implements Expr {
    @Override
    public Storage storage() {
      return Storage.BOOL;
    }
  }

  /**
   * What is left to the interpreter.
   *
   * @param program made of this part alone
   * @param variables of the macros around it, by name
   */
  record Interpreted(Checked.Interpreted program, Map<String, Variable> variables, Storage storage)
      implements Expr {
    public Interpreted {
      variables = Map.copyOf(variables);
    }
  }
}
