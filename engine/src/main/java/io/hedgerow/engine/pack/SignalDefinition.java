package io.hedgerow.engine.pack;

import java.util.Optional;

/**
 * A signal that something outside the engine computes, from {@code signals.yaml} or {@code
 * banks.yaml}.
 *
 * @param kind {@code SCORE}: a probability in [0, 1] from a model, read as {@code score.NAME};
 *     {@code MATCH}: the Hamming distance of the nearest bank entry, read as {@code match.NAME},
 *     absent when nothing is near
 * @param input the event field it looks at
 * @param stage of the model or bank
 * @param gate what a model behind a score must be measured to do; empty asks for what is usual
 */
public record SignalDefinition(
    String name, Kind kind, String input, Stage stage, Optional<ScoreGate> gate) {
  /** A signal that asks nothing of its model. */
  public SignalDefinition(String name, Kind kind, String input, Stage stage) {
    this(name, kind, input, stage, Optional.empty());
  }

  /** The name conditions use: {@code score.NAME} or {@code match.NAME}. */
  public String reference() {
    return switch (kind) {
      case SCORE -> "score." + name;
      case MATCH -> "match." + name;
    };
  }

  /** The same signal in another stage. */
  SignalDefinition in(Stage other) {
    return new SignalDefinition(name, kind, input, other, gate);
  }

  /** Where the value comes from. */
  public enum Kind {
    SCORE,
    MATCH
  }
}
