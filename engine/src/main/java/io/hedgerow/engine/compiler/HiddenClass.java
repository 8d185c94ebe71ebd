package io.hedgerow.engine.compiler;

import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.function.Consumer;

/**
 * A class without a name that anybody could ask for: it is loaded beside this one, lives as long as
 * its one instance does, and goes with it. Its methods are static and private, but for those of its
 * parent that it must have.
 */
final class HiddenClass {
  private final ClassDesc name;
  private final Class<?> parent;
  private final Constants constants = new Constants();

  /**
   * @param simpleName for stack traces
   * @param parent a class of this package without fields
   */
  HiddenClass(String simpleName, Class<?> parent) {
    this.name = ClassDesc.of(HiddenClass.class.getPackageName(), simpleName);
    this.parent = parent;
  }

  ClassDesc name() {
    return name;
  }

  /** Objects that its code refers to. */
  Constants constants() {
    return constants;
  }

  /** Adds a method that only the class itself calls. */
  static void method(
      ClassBuilder builder, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
    builder.withMethodBody(name, type, ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC, body::accept);
  }

  /**
   * Loads the class and makes its instance.
   *
   * @throws IllegalArgumentException when a method would be longer than a method can be
   */
  <T> T instance(Class<T> type, Consumer<ClassBuilder> body) {
    byte[] bytes = ClassFile.of().build(name, builder -> build(builder, body));
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup().defineHiddenClassWithClassData(bytes, constants.values(), true);
      return type.cast(
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke());
    } catch (Throwable impossible) {
      throw new IllegalStateException("compiled rules must make a class", impossible);
    }
  }

  private void build(ClassBuilder builder, Consumer<ClassBuilder> body) {
    ClassDesc above = Writer.desc(parent);
    builder.withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC).withSuperclass(above);
    builder.withMethodBody(
        INIT_NAME,
        MTD_void,
        0,
        code -> code.aload(0).invokespecial(above, INIT_NAME, MTD_void).return_());
    body.accept(builder);
  }
}
