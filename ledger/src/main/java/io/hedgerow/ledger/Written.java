package io.hedgerow.ledger;

import java.util.List;

/**
 * What a write from outside did.
 *
 * @param batch names everything written together, for undoing it
 * @param labels numbers of the labels that were written
 * @param repeated true when the same write had been done before and nothing was written now
 */
public record Written(String batch, List<Long> labels, boolean repeated) {
  public Written {
    labels = List.copyOf(labels);
  }
}
