package io.hedgerow.engine.condition;

/** What came of evaluating a condition. */
public sealed interface Outcome {

  /** It held, or it did not. */
  enum Truth implements Outcome {
    HELD,
    NOT_HELD
  }

  /**
   * It could not be told, because a name it needs was absent.
   *
   * @param name for example {@code event.link}
   */
  record Missing(String name) implements Outcome {}

  /**
   * It could not be told for another reason.
   *
   * @param message for example an integer overflow
   */
  record Failed(String message) implements Outcome {}
}
