package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_byte;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import io.hedgerow.engine.condition.Names.Storage;
import io.hedgerow.engine.condition.Outcome;
import io.hedgerow.engine.condition.Scope;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * The instructions that compiled code is made of, a little above bytecode. Local 0 is the scope. A
 * failure is an {@link Outcome} in one local, and a jump; the stack is empty at every jump.
 */
final class Writer {
  static final ClassDesc SCOPE = desc(Scope.class);
  private static final ClassDesc OUTCOME = desc(Outcome.class);
  private static final ClassDesc SUPPORT = desc(Support.class);

  private final CodeBuilder code;
  private final Constants constants;
  private final int failure;

  Writer(CodeBuilder code, Constants constants) {
    this.code = code;
    this.constants = constants;
    this.failure = code.allocateLocal(TypeKind.REFERENCE);
  }

  static ClassDesc desc(Class<?> type) {
    return ClassDesc.ofDescriptor(type.descriptorString());
  }

  private static TypeKind kind(Storage storage) {
    return switch (storage) {
      case BOOL -> TypeKind.INT;
      case INT -> TypeKind.LONG;
      case DOUBLE -> TypeKind.DOUBLE;
      case TEXT, OBJECT -> TypeKind.REFERENCE;
    };
  }

  CodeBuilder code() {
    return code;
  }

  Label label() {
    return code.newLabel();
  }

  /** A fresh local for values kept so. */
  int local(Storage storage) {
    return code.allocateLocal(kind(storage));
  }

  /** Stores what is on the stack in a fresh local. */
  int keep(Storage storage) {
    int local = local(storage);
    store(local, storage);
    return local;
  }

  void store(int local, Storage storage) {
    code.storeLocal(kind(storage), local);
  }

  void load(int local, Storage storage) {
    code.loadLocal(kind(storage), local);
  }

  /** Pushes a constant. */
  void constant(Object value, Storage storage) {
    switch (storage) {
      case BOOL -> code.loadConstant((Boolean) value ? 1 : 0);
      case INT -> code.loadConstant(((Long) value).longValue());
      case DOUBLE -> code.loadConstant(((Double) value).doubleValue());
      case TEXT -> object(value, String.class);
      case OBJECT -> object(value, Object.class);
    }
  }

  /** Pushes an object of the class's data. */
  void object(Object value, Class<?> type) {
    code.loadConstant(constants.of(value, type));
  }

  /** Makes an object of the primitive on the stack. */
  void box(Storage storage) {
    switch (storage) {
      case BOOL ->
          code.invokestatic(CD_Boolean, "valueOf", MethodTypeDesc.of(CD_Boolean, CD_boolean));
      case INT -> code.invokestatic(CD_Long, "valueOf", MethodTypeDesc.of(CD_Long, CD_long));
      case DOUBLE ->
          code.invokestatic(CD_Double, "valueOf", MethodTypeDesc.of(CD_Double, CD_double));
      case TEXT, OBJECT -> {}
    }
  }

  /** Makes what the storage wants of the object on the stack. */
  void unbox(Storage storage) {
    switch (storage) {
      case BOOL ->
          code.checkcast(CD_Boolean)
              .invokevirtual(CD_Boolean, "booleanValue", MethodTypeDesc.of(CD_boolean));
      case INT ->
          code.checkcast(CD_Long).invokevirtual(CD_Long, "longValue", MethodTypeDesc.of(CD_long));
      case DOUBLE ->
          code.checkcast(CD_Double)
              .invokevirtual(CD_Double, "doubleValue", MethodTypeDesc.of(CD_double));
      case TEXT -> code.checkcast(CD_String);
      case OBJECT -> {}
    }
  }

  /** Calls a method of {@link Support}. */
  void support(String name, ClassDesc result, ClassDesc... parameters) {
    code.invokestatic(SUPPORT, name, MethodTypeDesc.of(result, parameters));
  }

  /** Calls a method of {@link Scope}, which is on the stack under the arguments. */
  void scope(String name, ClassDesc result, ClassDesc... parameters) {
    code.invokevirtual(SCOPE, name, MethodTypeDesc.of(result, parameters));
  }

  void loadScope() {
    code.aload(0);
  }

  /** Goes on when a slot has a value, else fails with its problem. */
  void requirePresent(int slot, Label failed) {
    Label present = label();
    isPresent(slot);
    code.ifne(present);
    loadScope();
    code.loadConstant(slot);
    scope("problem", OUTCOME, CD_int);
    code.astore(failure).goto_(failed).labelBinding(present);
  }

  /** Pushes whether a slot has a value: 1 or 0. */
  void isPresent(int slot) {
    loadScope();
    code.loadConstant(slot);
    scope("state", CD_byte, CD_int);
    code.loadConstant((int) Scope.PRESENT);
    Label no = label();
    Label end = label();
    code.if_icmpne(no).loadConstant(1).goto_(end);
    code.labelBinding(no).loadConstant(0).labelBinding(end);
  }

  /** Pushes the value of a slot that is present. */
  void slot(int slot, Storage storage) {
    loadScope();
    code.loadConstant(slot);
    if (storage.numeric()) {
      scope("number", CD_long, CD_int);
    } else {
      scope("object", CD_Object, CD_int);
    }
    switch (storage) {
      case BOOL -> code.l2i();
      case DOUBLE ->
          code.invokestatic(CD_Double, "longBitsToDouble", MethodTypeDesc.of(CD_double, CD_long));
      case TEXT -> code.checkcast(CD_String);
      case INT, OBJECT -> {}
    }
  }

  /** Stores the value on the stack in a slot. */
  void storeSlot(int slot, Storage storage) {
    int value = keep(storage);
    loadScope();
    code.loadConstant(slot);
    load(value, storage);
    switch (storage) {
      case BOOL -> code.i2l();
      case DOUBLE ->
          code.invokestatic(
              CD_Double, "doubleToRawLongBits", MethodTypeDesc.of(CD_long, CD_double));
      case INT, TEXT, OBJECT -> {}
    }
    if (storage.numeric()) {
      scope("storeNumber", CD_void, CD_int, CD_long);
    } else {
      scope("storeObject", CD_void, CD_int, CD_Object);
    }
  }

  /** Notes the failure in a slot. */
  void storeFailure(int slot) {
    loadScope();
    code.loadConstant(slot);
    loadFailure();
    scope("storeProblem", CD_void, CD_int, OUTCOME);
  }

  /** Pushes whether the entity in a local has a label of the policy in another. */
  void askLabel(int entity, int policy, Label failed) {
    Label allowed = label();
    labelMethod("labelProblem", OUTCOME, entity, policy);
    code.astore(failure).aload(failure).ifnull(allowed).goto_(failed).labelBinding(allowed);
    labelMethod("hasLabel", CD_boolean, entity, policy);
  }

  private void labelMethod(String name, ClassDesc result, int entity, int policy) {
    loadScope();
    code.aload(entity).aload(policy);
    scope(name, result, CD_String, CD_String);
  }

  void loadFailure() {
    code.aload(failure);
  }

  /** Makes the object on the stack the failure, and jumps. */
  void fail(Label failed) {
    code.checkcast(OUTCOME).astore(failure).goto_(failed);
  }

  /** Fails when the object in the local is a failure; goes on when it is a value. */
  void failIfOutcome(int local, Label failed) {
    Label value = label();
    code.aload(local).instanceOf(OUTCOME).ifeq(value).aload(local);
    fail(failed);
    code.labelBinding(value);
  }

  /** Takes the failure on the stack as why the rule could not be told. */
  void report() {
    code.checkcast(OUTCOME).astore(failure);
    loadScope();
    loadFailure();
    scope("error", CD_void, OUTCOME);
  }
}
