package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import com.google.re2j.Pattern;
import io.hedgerow.engine.compiler.Expr.Arithmetic;
import io.hedgerow.engine.compiler.Expr.Comparison;
import io.hedgerow.engine.compiler.Expr.Constant;
import io.hedgerow.engine.compiler.Expr.Variable;
import io.hedgerow.engine.condition.Checked;
import io.hedgerow.engine.condition.Names.Storage;
import io.hedgerow.engine.condition.Outcome;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last pass: an {@link Expr} to instructions. A truth value is compiled to jumps with three
 * ends (yes, no, failed), every other value to a push that jumps away when it fails. Values are
 * parked in locals before anything that may fail, so that the stack is empty at jumps.
 */
final class Emitter {
  private static final ClassDesc FUNCTION = Writer.desc(Function.class);
  private static final ClassDesc OBJECTS = CD_Object.arrayType();

  private final Writer write;
  private final CodeBuilder code;
  private final Map<Expr, Integer> shared;
  private final Map<Integer, Integer> variables = new HashMap<>();

  /** The shared part this method computes; it is not read from its slot here. */
  private final List<Expr> defining = new ArrayList<>();

  /**
   * @param shared slots of parts that are computed once an event
   */
  Emitter(Writer write, Map<Expr, Integer> shared) {
    this.write = write;
    this.code = write.code();
    this.shared = shared;
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

  private boolean isShared(Expr expr) {
    return !defining.contains(expr) && shared.containsKey(expr);
  }

  /** Jumps by a truth value. */
  void jump(Expr expr, Label yes, Label no, Label failed) {
    if (isShared(expr)) {
      branch(expr, yes, no, failed);
      return;
    }
    switch (expr) {
      case Constant(Boolean truth, _) -> code.goto_(truth ? yes : no);
      case Expr.Not(Expr operand) -> jump(operand, no, yes, failed);
      case Expr.And(List<Expr> operands) -> chain(operands, false, yes, no, failed);
      case Expr.Or(List<Expr> operands) -> chain(operands, true, yes, no, failed);
      case Expr.NotFalse(Expr operand) -> jump(operand, yes, no, yes);
      case Comparison comparison -> compare(comparison, yes, no, failed);
      case Expr.Conditional(Expr condition, Expr then, Expr otherwise, _) -> {
        Label first = write.label();
        Label second = write.label();
        jump(condition, first, second, failed);
        code.labelBinding(first);
        jump(then, yes, no, failed);
        code.labelBinding(second);
        jump(otherwise, yes, no, failed);
      }
      default -> branch(expr, yes, no, failed);
    }
  }

  private void branch(Expr expr, Label yes, Label no, Label failed) {
    value(expr, failed);
    if (expr.storage() != Storage.BOOL) {
      write.box(expr.storage());
      int object = write.keep(Storage.OBJECT);
      write.load(object, Storage.OBJECT);
      write.support("notTruth", Writer.desc(Outcome.class), CD_Object);
      int problem = write.keep(Storage.OBJECT);
      write.failIfOutcome(problem, failed);
      write.load(object, Storage.OBJECT);
      write.unbox(Storage.BOOL);
    }
    code.ifne(yes).goto_(no);
  }

  /**
   * Operands of {@code &&} or {@code ||} from left to right. The first that decides ends it; a
   * failure waits for one behind it that decides, and the leftmost failure counts.
   */
  private void chain(List<Expr> operands, boolean deciding, Label yes, Label no, Label failed) {
    int pending = write.local(Storage.OBJECT);
    code.aconst_null().astore(pending);
    for (Expr operand : operands) {
      Label next = write.label();
      Label broken = write.label();
      jump(operand, deciding ? yes : next, deciding ? next : no, broken);
      code.labelBinding(broken).aload(pending).ifnonnull(next);
      write.loadFailure();
      code.astore(pending).labelBinding(next);
    }
    Label clean = write.label();
    code.aload(pending).ifnull(clean).aload(pending);
    write.fail(failed);
    code.labelBinding(clean).goto_(deciding ? no : yes);
  }

  private void compare(Comparison comparison, Label yes, Label no, Label failed) {
    Storage storage = comparison.left().storage();
    pair(comparison.left(), comparison.right(), storage, failed);
    Expr.Relation relation = comparison.relation();
    switch (storage) {
      case INT -> {
        code.lcmp();
        test(relation, yes);
      }
      case DOUBLE -> {
        boolean less = relation == Expr.Relation.LESS || relation == Expr.Relation.LESS_OR_EQUAL;
        if (comparison.total()) {
          code.invokestatic(CD_Double, "compare", MethodTypeDesc.of(CD_int, CD_double, CD_double));
        } else if (less) {
          code.dcmpg();
        } else {
          code.dcmpl();
        }
        test(relation, yes);
      }
      case BOOL -> code.if_icmpeq(yes);
      case TEXT, OBJECT ->
          code.invokevirtual(CD_Object, "equals", MethodTypeDesc.of(CD_boolean, CD_Object))
              .ifne(yes);
    }
    code.goto_(no);
  }

  private void test(Expr.Relation relation, Label yes) {
    switch (relation) {
      case EQUAL -> code.ifeq(yes);
      case LESS -> code.iflt(yes);
      case LESS_OR_EQUAL -> code.ifle(yes);
      case GREATER -> code.ifgt(yes);
      case GREATER_OR_EQUAL -> code.ifge(yes);
    }
  }

  /** Pushes two values of one storage. */
  private void pair(Expr left, Expr right, Storage storage, Label failed) {
    int first = parked(left, storage, failed);
    int second = parked(right, storage, failed);
    write.load(first, storage);
    write.load(second, storage);
  }

  /** Evaluates into a fresh local. */
  private int parked(Expr expr, Storage storage, Label failed) {
    valueAs(expr, storage, failed);
    return write.keep(storage);
  }

  /** Pushes the value as another storage. */
  private void valueAs(Expr expr, Storage wanted, Label failed) {
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
      case Variable variable -> variable(variable, failed);
      case Expr.Conditional conditional -> conditional(conditional, failed);
      case Arithmetic arithmetic -> arithmetic(arithmetic, failed);
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
        write.loadScope();
        write.load(first, Storage.TEXT);
        write.load(second, Storage.TEXT);
        write.scope("hasLabel", CD_boolean, CD_String, CD_String);
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
      case Expr.Fold fold -> fold(fold, failed);
      case Expr.Interpreted interpreted -> interpreted(interpreted, failed);
      case Expr.Not _, Expr.And _, Expr.Or _, Comparison _, Expr.NotFalse _ ->
          materialise(expr, failed);
    }
  }

  private void slot(int slot, Storage storage, Label failed) {
    write.requirePresent(slot, failed);
    write.slot(slot, storage);
  }

  private void materialise(Expr expr, Label failed) {
    Label yes = write.label();
    Label no = write.label();
    Label end = write.label();
    jump(expr, yes, no, failed);
    code.labelBinding(yes).loadConstant(1).goto_(end);
    code.labelBinding(no).loadConstant(0).labelBinding(end);
  }

  private void variable(Variable variable, Label failed) {
    int local = variables.getOrDefault(variable.depth(), -1);
    write.failIfOutcome(local, failed);
    write.load(local, Storage.OBJECT);
    write.unbox(variable.storage());
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

  private void arithmetic(Arithmetic arithmetic, Label failed) {
    Storage storage = arithmetic.storage();
    int left = parked(arithmetic.left(), storage, failed);
    int right = parked(arithmetic.right(), storage, failed);
    if (storage == Storage.INT) {
      checkOverflow(arithmetic, left, right, failed);
    }
    write.load(left, storage);
    write.load(right, storage);
    boolean whole = storage == Storage.INT;
    switch (arithmetic.operation()) {
      case ADD -> operate(whole, code::ladd, code::dadd);
      case SUBTRACT -> operate(whole, code::lsub, code::dsub);
      case MULTIPLY -> operate(whole, code::lmul, code::dmul);
    }
  }

  private static void operate(boolean whole, Runnable ints, Runnable doubles) {
    (whole ? ints : doubles).run();
  }

  /** On overflow CEL's own function is called, which says what went wrong. */
  private void checkOverflow(Arithmetic arithmetic, int left, int right, Label failed) {
    Label fits = write.label();
    write.load(left, Storage.INT);
    write.load(right, Storage.INT);
    write.support(
        switch (arithmetic.operation()) {
          case ADD -> "addOverflows";
          case SUBTRACT -> "subtractOverflows";
          case MULTIPLY -> "multiplyOverflows";
        },
        CD_boolean,
        CD_long,
        CD_long);
    code.ifeq(fits);
    write.object(arithmetic.checked(), Function.class);
    write.load(left, Storage.INT);
    write.box(Storage.INT);
    write.load(right, Storage.INT);
    write.box(Storage.INT);
    write.support("call", CD_Object, FUNCTION, CD_Object, CD_Object);
    write.fail(failed);
    code.labelBinding(fits);
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

  private void array(List<Integer> locals) {
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
  private void checked(Storage storage, Label failed) {
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

  private void interpreted(Expr.Interpreted interpreted, Label failed) {
    List<String> names = List.copyOf(interpreted.variables().keySet());
    write.object(interpreted.program(), Checked.Interpreted.class);
    write.loadScope();
    write.object(names.toArray(String[]::new), String[].class);
    List<Integer> locals = new ArrayList<>();
    for (String name : names) {
      Variable variable = interpreted.variables().get(name);
      locals.add(variable == null ? -1 : variables.getOrDefault(variable.depth(), -1));
    }
    array(locals);
    write.support(
        "interpret",
        CD_Object,
        Writer.desc(Checked.Interpreted.class),
        Writer.SCOPE,
        CD_String.arrayType(),
        OBJECTS);
    checked(interpreted.storage(), failed);
  }

  private void fold(Expr.Fold fold, Label failed) {
    valueAs(fold.range(), Storage.OBJECT, failed);
    write.support("iterate", CD_Object, CD_Object);
    int iterator = write.keep(Storage.OBJECT);
    write.failIfOutcome(iterator, failed);
    int result = write.local(Storage.OBJECT);
    int element = write.local(Storage.OBJECT);
    Label loop = write.label();
    carry(fold.start(), result, loop);
    variables.put(fold.result().depth(), result);
    variables.put(fold.element().depth(), element);
    Label done = write.label();
    Label body = write.label();
    code.labelBinding(loop).aload(iterator);
    write.support("hasNext", CD_boolean, CD_Object);
    code.ifeq(done);
    countStep(failed);
    code.aload(iterator);
    write.support("next", CD_Object, CD_Object);
    code.astore(element);
    jump(fold.condition(), body, done, failed);
    code.labelBinding(body);
    carry(fold.step(), result, loop);
    code.labelBinding(done);
    valueAs(fold.finish(), fold.storage(), failed);
  }

  /** Evaluates what is carried along, be it a value or a failure, and goes on at the label. */
  private void carry(Expr expr, int result, Label next) {
    Label broken = write.label();
    valueAs(expr, Storage.OBJECT, broken);
    code.astore(result).goto_(next).labelBinding(broken);
    write.loadFailure();
    code.astore(result).goto_(next);
  }

  private void countStep(Label failed) {
    Label allowed = write.label();
    write.loadScope();
    write.scope("step", CD_boolean);
    code.ifne(allowed);
    write.object(Support.TOO_MANY_STEPS, Object.class);
    write.fail(failed);
    code.labelBinding(allowed);
  }
}
