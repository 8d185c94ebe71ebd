package io.hedgerow.engine.pack;

/**
 * A bank of known images, from {@code banks.yaml}: what its hashes stand for and how near a picture
 * must come. The hashes themselves are no part of the pack: they come and go by the minute.
 *
 * @param policy that a match breaks; empty for a negative bank
 * @param input the event field with the image, {@code event.FIELD}
 * @param distance the most bits that may differ, in [0, 31]
 * @param minimumQuality the least PDQ quality, in [0, 100], that a picture needs to be matched
 * @param altered whether copies that were cropped, turned a little or written over match too, where
 *     the known picture itself was sent here
 */
public record BankDefinition(
    String name,
    Kind kind,
    String policy,
    String input,
    Stage stage,
    int distance,
    int minimumQuality,
    boolean altered,
    String description,
    SourceSpan span) {

  /** What a bank's hashes are known for. */
  public enum Kind {
    /** Pictures that break the policy; read as {@code match.NAME}. */
    KNOWN,
    /** Pictures that are never to match any bank: a flag, a blank page, a logo. */
    NEGATIVE
  }

  /** The signal that conditions read. */
  SignalDefinition signal() {
    return new SignalDefinition(name, SignalDefinition.Kind.MATCH, input, stage);
  }
}
