package io.hedgerow.ledger.audit;

import java.time.Instant;

/**
 * One link of the chain: who wrote what, and the hash that ties it to everything before.
 *
 * @param sequence from 1, without gaps
 * @param kind for example {@code decisions}, {@code labels}, {@code undo}, {@code trust}
 * @param author person or machine account
 * @param decisions sequence numbers of the decisions it covers
 * @param labels numbers of the labels it covers
 * @param detail what else was written, as JSON
 * @param digest over the covered rows
 * @param previous hash of the entry before; zeros for the first
 * @param hash over everything above
 */
public record AuditEntry(
    long sequence,
    Instant at,
    String kind,
    String author,
    Range decisions,
    Range labels,
    String detail,
    byte[] digest,
    byte[] previous,
    byte[] hash) {

  /** Numbers from {@code first} to {@code last}; empty when {@code last} is smaller. */
  public record Range(long first, long last) {
    /** How many. */
    public long size() {
      return Math.max(0, last - first + 1);
    }
  }

  /** Makes the next link. */
  public static AuditEntry link(
      long sequence,
      Instant at,
      String kind,
      String author,
      Range decisions,
      Range labels,
      String detail,
      byte[] digest,
      byte[] previous) {
    AuditEntry unsigned =
        new AuditEntry(
            sequence, at, kind, author, decisions, labels, detail, digest, previous, new byte[0]);
    return new AuditEntry(
        sequence,
        at,
        kind,
        author,
        decisions,
        labels,
        detail,
        digest,
        previous,
        unsigned.computedHash());
  }

  /** The hash that the entry should have. */
  byte[] computedHash() {
    return new Digest()
        .add(sequence)
        .add(at)
        .add(kind)
        .add(author)
        .add(decisions.first())
        .add(decisions.last())
        .add(labels.first())
        .add(labels.last())
        .add(detail)
        .add(digest)
        .add(previous)
        .take();
  }
}
