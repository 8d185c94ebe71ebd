package io.hedgerow.engine.condition;

import dev.cel.common.CelOptions;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import dev.cel.runtime.RuntimeEquality;
import dev.cel.runtime.RuntimeHelpers;
import dev.cel.runtime.standard.AddOperator.AddOverload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * CEL as conditions have it: which options, macros, libraries and functions. Whatever can make a
 * value grow is bounded here, for the interpreter and for compiled code alike, so that no condition
 * runs out of memory however its author nests it.
 */
final class Dialect {
  /**
   * Most steps the macros of one expression may take together, so that none can hang the engine.
   */
  static final int MAX_ITERATIONS = 20_000;

  static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .evaluateCanonicalTypesToNativeValues(true)
          .populateMacroCalls(true)
          .enableOptionalSyntax(true)
          .comprehensionMaxIterations(MAX_ITERATIONS)
          .maxParseRecursionDepth(100)
          .maxExpressionCodePointSize(20_000)
          .build();

  /** Concatenation, which {@link Growth} bounds. */
  private static final Set<AddOverload> GROWING =
      EnumSet.of(AddOverload.ADD_STRING, AddOverload.ADD_BYTES, AddOverload.ADD_LIST);

  /**
   * The string library without {@code strings.quote}, which doubles its text and has no use here,
   * and without {@code replace} and {@code join}, of which {@link Growth} has bounded ones; the
   * library of {@code base64} is there too.
   */
  private static final CelStringExtensions STRINGS =
      CelExtensions.strings(
          CelStringExtensions.Function.CHAR_AT,
          CelStringExtensions.Function.INDEX_OF,
          CelStringExtensions.Function.LAST_INDEX_OF,
          CelStringExtensions.Function.LOWER_ASCII,
          CelStringExtensions.Function.UPPER_ASCII,
          CelStringExtensions.Function.REVERSE,
          CelStringExtensions.Function.SPLIT,
          CelStringExtensions.Function.SUBSTRING,
          CelStringExtensions.Function.TRIM);

  private Dialect() {}

  /** A compiler that knows the language, and no names yet. */
  static CelCompilerBuilder compiler() {
    return CelCompilerFactory.standardCelCompilerBuilder()
        .setOptions(OPTIONS)
        .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
        .addLibraries(
            CelExtensions.optional(),
            STRINGS,
            CelExtensions.math(),
            CelExtensions.bindings(),
            CelExtensions.sets(OPTIONS),
            CelExtensions.comprehensions())
        .addFunctionDeclarations(Growth.declarations());
  }

  /** The interpreter of the language and of functions beside it. */
  static CelRuntime runtime(List<CelFunctionBinding> beside) {
    return CelRuntimeFactory.legacyCelRuntimeBuilder()
        .setOptions(OPTIONS)
        .setStandardEnvironmentEnabled(false)
        .setStandardFunctions(standard())
        .addLibraries(
            CelExtensions.optional(),
            STRINGS,
            CelExtensions.math(),
            CelExtensions.sets(OPTIONS),
            CelExtensions.comprehensions())
        .addFunctionBindings(bounded())
        .addFunctionBindings(beside)
        .build();
  }

  private static CelStandardFunctions standard() {
    return CelStandardFunctions.newBuilder()
        .filterFunctions(
            (_, overload) -> !(overload instanceof AddOverload add && GROWING.contains(add)))
        .build();
  }

  private static RuntimeEquality equality() {
    return RuntimeEquality.create(RuntimeHelpers.create(), OPTIONS);
  }

  private static List<CelFunctionBinding> bounded() {
    List<CelFunctionBinding> bounded = new ArrayList<>(Growth.bindings());
    GROWING.forEach(
        add -> bounded.add(Growth.bounded(add.newFunctionBinding(OPTIONS, equality()))));
    return bounded;
  }

  /** The bodies of the language's own functions, those of the libraries left aside. */
  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> all = new ArrayList<>(bounded());
    all.addAll(standard().newFunctionBindings(equality(), OPTIONS));
    return all;
  }
}
