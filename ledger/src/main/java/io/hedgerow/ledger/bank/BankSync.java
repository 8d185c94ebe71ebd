package io.hedgerow.ledger.bank;

import java.time.Instant;

/**
 * One page of an exchange's changes, taken up.
 *
 * @param checkpoint where the next page begins; the exchange's own word
 */
public record BankSync(
    String bank, String source, String checkpoint, int put, int withdrawn, Instant at) {}
