package io.hedgerow.engine.condition;

import dev.cel.common.exceptions.CelDivideByZeroException;

/** Says in an {@link Outcome} what CEL says in an exception. */
public final class Problems {
  private static final String MISSING = "key '";
  private static final String END = "' is not present in map.";

  private Problems() {}

  /** What was absent, when it is a name of the event or its signals; else what went wrong. */
  public static Outcome of(Exception failure) {
    String reason = reason(failure);
    if (reason.startsWith(MISSING) && reason.endsWith(END)) {
      String key = reason.substring(MISSING.length(), reason.length() - END.length());
      int dot = key.indexOf('.');
      String root = dot < 0 ? "" : key.substring(0, dot);
      if (QualifiedNames.ROOTS.contains(root) || root.equals(LabelFunction.ROOT)) {
        return new Outcome.Missing(key);
      }
    }
    return new Outcome.Failed(reason);
  }

  /**
   * The JIT drops the messages of exceptions that machine instructions raise, so theirs is ours:
   * the same decision must have the same bytes on a warm engine as on a cold one.
   */
  private static String reason(Exception failure) {
    if (isArithmetic(failure)) {
      return "overflow or division by zero";
    }
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    String reason = message.replaceFirst("^evaluation error(?: at [^:]*:[0-9]+)?: ", "");
    return reason.isEmpty() ? "cannot be computed" : reason;
  }

  private static boolean isArithmetic(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof ArithmeticException
        || failure instanceof CelDivideByZeroException
        || (cause != null && isArithmetic(cause));
  }
}
