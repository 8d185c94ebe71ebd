package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.Names;
import java.util.List;
import java.util.stream.Collectors;

/** Writes an expression for people: in the words of CEL, as far as they reach. */
final class Describing {
  private final Names names;

  Describing(Names names) {
    this.names = names;
  }

  String text(Expr expr) {
    return switch (expr) {
      case Expr.Constant(Object value, _) ->
          value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
      case Expr.Slot(int slot, _) -> names.at(slot).text();
      case Expr.Has(int slot) -> "has(" + names.at(slot).text() + ")";
      case Expr.Variable variable -> "x" + variable.depth();
      case Expr.Not(Expr operand) -> "!(" + text(operand) + ")";
      case Expr.NotFalse(Expr operand) -> text(operand);
      case Expr.And(List<Expr> operands) -> joined(operands, " && ");
      case Expr.Or(List<Expr> operands) -> joined(operands, " || ");
      case Expr.Conditional c ->
          text(c.condition()) + " ? " + text(c.then()) + " : " + text(c.otherwise());
      case Expr.Comparison c -> text(c.left()) + sign(c.relation()) + text(c.right());
      case Expr.Arithmetic a ->
          switch (a.operation()) {
            case ADD -> text(a.left()) + " + " + text(a.right());
            case SUBTRACT -> text(a.left()) + " - " + text(a.right());
            case MULTIPLY -> text(a.left()) + " * " + text(a.right());
          };
      case Expr.TextTest t -> search(t.place(), t.subject(), t.term());
      case Expr.Scan s -> "terms in " + text(s.subject());
      case Expr.Scanned(Expr.Scan scan, int number, _) -> {
        TermAutomaton.Term term = scan.automaton().terms().get(number);
        yield search(term.place(), scan.subject(), term.text());
      }
      case Expr.PatternTest t -> text(t.subject()) + ".matches(\"" + t.pattern() + "\")";
      case Expr.Membership m -> text(m.element()) + " in …";
      case Expr.Call c -> c.function().name() + "(" + joined(c.arguments(), ", ") + ")";
      case Expr.HasLabel l -> "has_label(" + text(l.entity()) + ", " + text(l.policy()) + ")";
      case Expr.MakeList l -> "[" + joined(l.elements(), ", ") + "]";
      case Expr.MakeMap _ -> "{…}";
      case Expr.Member m -> text(m.map()) + "." + m.name();
      case Expr.Fold f -> "a macro over " + text(f.range());
      case Expr.Interpreted _ -> "(interpreted)";
    };
  }

  private String joined(List<Expr> exprs, String by) {
    return exprs.stream().map(this::text).collect(Collectors.joining(by));
  }

  private String search(Expr.Place place, Expr subject, String term) {
    String method =
        switch (place) {
          case ANYWHERE -> "contains";
          case START -> "startsWith";
          case END -> "endsWith";
        };
    return text(subject) + "." + method + "(\"" + term + "\")";
  }

  private static String sign(Expr.Relation relation) {
    return switch (relation) {
      case EQUAL -> " == ";
      case LESS -> " < ";
      case LESS_OR_EQUAL -> " <= ";
      case GREATER -> " > ";
      case GREATER_OR_EQUAL -> " >= ";
    };
  }
}
