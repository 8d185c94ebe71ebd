package io.hedgerow.ledger.bank;

import java.time.Instant;
import java.util.Locale;

/**
 * One thing said about one known hash. Nothing about it changes afterwards: a later change of the
 * same hash says otherwise.
 *
 * @param hash the hash's name: bank, source, and the source's own id for it
 * @param value 64 hex digits where the change puts a hash; empty otherwise
 * @param tags what the source says about it, split by spaces
 * @param author the person or machine that says so
 */
public record BankChange(
    Kind kind, Hash hash, String value, String tags, String author, String reason, Instant at) {

  /** Names one known hash. */
  public record Hash(String bank, String source, String name) {
    public Hash {
      if (bank.isEmpty() || name.isEmpty()) {
        throw new IllegalArgumentException("a known hash needs a bank and a name");
      }
    }

    /** As people and review requests name it: {@code bank/source/name}. */
    @Override
    public String toString() {
      return bank + "/" + source + "/" + name;
    }
  }

  /** What is said. */
  public enum Kind {
    /** The source vouches for this hash. */
    PUT,
    /** The source no longer does. */
    WITHDRAW,
    /** A person looked at what it matches, and it is right. */
    CONFIRM,
    /** A person looked, and it is wrong: it matches no more. */
    DECONFIRM,
    /** It suddenly matched far more than its history: it matches no more until a person looks. */
    SUSPEND;

    /** As stored and as the API says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
