package io.hedgerow.server.quality;

import io.hedgerow.measurement.Measured;
import io.hedgerow.measurement.agreement.Agreement;

/**
 * What is known of one person or one group of people.
 *
 * @param slice {@code policy=spam}; empty for everything
 * @param people how many the numbers are of
 * @param agreement with each other, or of one person with the others
 * @param golden share of golden cases that were seen as they are
 * @param settled of the disagreements that a third person settled, the share of judgements that
 *     stood
 */
public record Numbers(
    String slice, int people, Agreement agreement, Measured golden, Measured settled) {}
