package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;

import com.google.re2j.Pattern;
import io.hedgerow.engine.compiler.Expr.Arithmetic;
import io.hedgerow.engine.compiler.Expr.Comparison;
import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.compiler.Expr.Variable;
import io.hedgerow.engine.condition.Names.Storage;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The last pass: an {@link Expr} to instructions. A truth value becomes jumps with three ends
 * ({@link Truths}), every other value a push that jumps away when it fails. Values are parked in
 * locals before anything that may fail, so that the stack is empty at jumps.
 */
final class Emitter {
  private static final ClassDesc FUNCTION = Writer.desc(Function.class);
  private static final ClassDesc OBJECTS = CD_Object.arrayType();

  private final Writer write;
  private final CodeBuilder code;
  private final Map<Expr, Integer> shared;
  private final Truths truths;
  private final Macros macros;
  private final Calculation calculation;

  /** The shared part this method computes; it is not read from its slot here. */
  private final List<Expr> defining = new ArrayList<>();

  /**
   * @param shared slots of parts that are computed once an event
   */
  Emitter(Writer write, Map<Expr, Integer> shared) {
    this.write = write;
    this.code = write.code();
    this.shared = shared;
    this.truths = new Truths(this, write);
    this.macros = new Macros(this, write);
    this.calculation = new Calculation(this, write);
  }

  /** Computes a shared part and stores it in its slot. */
  void define(Expr expr, int slot) {
    defining.add(expr);
    resetSteps(expr);
    Label failed = write.label();
    value(expr, failed);
    write.storeSlot(slot, expr.storage());
    code.return_().labelBinding(failed);
    write.storeFailure(slot);
    code.return_();
  }

  /** Returns the value as an object, or the outcome that stands in its place. */
  void give(Expr expr) {
    resetSteps(expr);
    Label failed = write.label();
    valueAs(expr, Storage.OBJECT, failed);
    code.areturn().labelBinding(failed);
    write.loadFailure();
    code.areturn();
  }

  /** A macro's steps are counted from the start of an expression. */
  void resetSteps(Expr expr) {
    if (Shape.folds(expr)) {
      write.loadScope();
      code.loadConstant(0);
      write.scope("steps", CD_void, CD_int);
    }
  }

  /** Jumps by a truth value. */
  void jump(Expr expr, Label yes, Label no, Label failed) {
    truths.jump(expr, yes, no, failed);
  }

  boolean isShared(Expr expr) {
    return !defining.contains(expr) && shared.containsKey(expr);
  }

  /** Pushes two values of one storage. */
  void pair(Expr left, Expr right, Storage storage, Label failed) {
    int first = parked(left, storage, failed);
    int second = parked(right, storage, failed);
    write.load(first, storage);
    write.load(second, storage);
  }

  /** Evaluates into a fresh local. */
  int parked(Expr expr, Storage storage, Label failed) {
    valueAs(expr, storage, failed);
    return write.keep(storage);
  }

  /** Pushes the value as another storage. */
  void valueAs(Expr expr, Storage wanted, Label failed) {
    value(expr, failed);
    if (expr.storage() != wanted) {
      write.box(expr.storage());
      write.unbox(wanted);
    }
  }

  /** Pushes the value, as its own storage. */
  void value(Expr expr, Label failed) {
    if (isShared(expr)) {
      slot(shared.getOrDefault(expr, -1), expr.storage(), failed);
      return;
    }
    switch (expr) {
      case Constant(Object value, Storage storage) -> write.constant(value, storage);
      case Expr.Slot(int slot, Storage storage) -> slot(slot, storage, failed);
      case Expr.Has(int slot) -> write.isPresent(slot);
      case Variable variable -> macros.variable(variable, failed);
      case Expr.Conditional conditional -> conditional(conditional, failed);
      case Arithmetic arithmetic -> calculation.push(arithmetic, failed);
      case Expr.TextTest test -> textTest(test, failed);
      case Expr.Scan(Expr subject, TermAutomaton automaton) -> {
        int text = parked(subject, Storage.TEXT, failed);
        write.object(automaton, TermAutomaton.class);
        write.load(text, Storage.TEXT);
        write.support("scan", CD_Object, Writer.desc(TermAutomaton.class), CD_String);
      }
      case Expr.Scanned(Expr.Scan scan, int term, boolean alone) when alone && isShared(scan) -> {
        int text = parked(scan.subject(), Storage.TEXT, failed);
        write.loadScope();
        code.loadConstant(shared.getOrDefault(scan, -1).intValue());
        write.object(scan.automaton(), TermAutomaton.class);
        write.load(text, Storage.TEXT);
        code.loadConstant(term);
        write.support(
            "has",
            CD_boolean,
            Writer.SCOPE,
            CD_int,
            Writer.desc(TermAutomaton.class),
            CD_String,
            CD_int);
      }
      case Expr.Scanned(Expr.Scan scan, int term, _) -> {
        value(scan, failed);
        code.loadConstant(term);
        write.support("isFound", CD_boolean, CD_Object, CD_int);
      }
      case Expr.PatternTest(Expr subject, String pattern) -> {
        int text = parked(subject, Storage.TEXT, failed);
        write.object(Lowering.pattern(pattern).orElseThrow(), Pattern.class);
        write.load(text, Storage.TEXT);
        write.support("find", CD_boolean, Writer.desc(Pattern.class), CD_String);
      }
      case Expr.Membership(Expr element, Object container) -> {
        int key = parked(element, Storage.OBJECT, failed);
        write.object(container, Object.class);
        write.load(key, Storage.OBJECT);
        write.support("contains", CD_boolean, CD_Object, CD_Object);
      }
      case Expr.Call call -> call(call, failed);
      case Expr.HasLabel(Expr entity, Expr policy) -> {
        int first = parked(entity, Storage.TEXT, failed);
        int second = parked(policy, Storage.TEXT, failed);
        write.askLabel(first, second, failed);
      }
      case Expr.MakeList(List<Expr> elements) -> {
        array(parkedAll(elements, failed));
        write.support("list", CD_Object, OBJECTS);
      }
      case Expr.MakeMap(List<Expr> entries) -> {
        array(parkedAll(entries, failed));
        write.support("map", CD_Object, OBJECTS);
        checked(Storage.OBJECT, failed);
      }
      case Expr.Member member -> member(member, failed);
      case Expr.Fold fold -> macros.fold(fold, failed);
      case Expr.Interpreted interpreted -> macros.interpreted(interpreted, failed);
      case Expr.Not _, Expr.And _, Expr.Or _, Comparison _, Expr.NotFalse _ ->
          truths.push(expr, failed);
    }
  }

  private void slot(int slot, Storage storage, Label failed) {
    write.requirePresent(slot, failed);
    write.slot(slot, storage);
  }

  private void conditional(Expr.Conditional conditional, Label failed) {
    Label first = write.label();
    Label second = write.label();
    Label end = write.label();
    Storage storage = conditional.storage();
    int result = write.local(storage);
    jump(conditional.condition(), first, second, failed);
    code.labelBinding(first);
    valueAs(conditional.then(), storage, failed);
    write.store(result, storage);
    code.goto_(end).labelBinding(second);
    valueAs(conditional.otherwise(), storage, failed);
    write.store(result, storage);
    code.labelBinding(end);
    write.load(result, storage);
  }

  private void textTest(Expr.TextTest test, Label failed) {
    value(test.subject(), failed);
    write.constant(test.term(), Storage.TEXT);
    switch (test.place()) {
      case ANYWHERE ->
          code.invokevirtual(
              CD_String,
              "contains",
              MethodTypeDesc.of(CD_boolean, Writer.desc(CharSequence.class)));
      case START ->
          code.invokevirtual(CD_String, "startsWith", MethodTypeDesc.of(CD_boolean, CD_String));
      case END ->
          code.invokevirtual(CD_String, "endsWith", MethodTypeDesc.of(CD_boolean, CD_String));
    }
  }

  private List<Integer> parkedAll(List<Expr> exprs, Label failed) {
    List<Integer> locals = new ArrayList<>();
    for (Expr expr : exprs) {
      locals.add(parked(expr, Storage.OBJECT, failed));
    }
    return locals;
  }

  /** Pushes an array of locals. */
  void array(List<Integer> locals) {
    code.loadConstant(locals.size()).anewarray(CD_Object);
    for (int i = 0; i < locals.size(); i++) {
      code.dup().loadConstant(i).aload(locals.get(i)).aastore();
    }
  }

  private void call(Expr.Call call, Label failed) {
    List<Integer> arguments = parkedAll(call.arguments(), failed);
    write.object(call.function(), Function.class);
    switch (arguments.size()) {
      case 1 -> {
        code.aload(arguments.getFirst());
        write.support("call", CD_Object, FUNCTION, CD_Object);
      }
      case 2 -> {
        code.aload(arguments.getFirst()).aload(arguments.getLast());
        write.support("call", CD_Object, FUNCTION, CD_Object, CD_Object);
      }
      default -> {
        array(arguments);
        write.support("call", CD_Object, FUNCTION, OBJECTS);
      }
    }
    checked(call.storage(), failed);
  }

  /** Takes the object on the stack as a value, or fails when it is a failure. */
  void checked(Storage storage, Label failed) {
    int result = write.keep(Storage.OBJECT);
    write.failIfOutcome(result, failed);
    write.load(result, Storage.OBJECT);
    write.unbox(storage);
  }

  private void member(Expr.Member member, Label failed) {
    valueAs(member.map(), Storage.OBJECT, failed);
    write.constant(member.name(), Storage.TEXT);
    if (member.testOnly()) {
      write.support("hasMember", CD_boolean, CD_Object, CD_String);
    } else {
      write.support("member", CD_Object, CD_Object, CD_String);
      checked(member.storage(), failed);
    }
  }
}
