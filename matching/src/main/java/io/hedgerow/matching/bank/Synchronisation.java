package io.hedgerow.matching.bank;

import java.util.Optional;

/**
 * Where a bank stands with a source: pages are applied in order and each moves the checkpoint on,
 * so that a broken sync is taken up where it stopped. Applying a page twice changes nothing.
 *
 * @param source whose pages these are
 * @param checkpoint of the last page applied; absent before the first
 */
public record Synchronisation(String source, Optional<String> checkpoint) {

  /**
   * What applying a page did.
   *
   * @param next to go on from
   */
  public record Applied(Synchronisation next, int put, int withdrawn, boolean more) {}

  /** Before anything was fetched. */
  public static Synchronisation start(String source) {
    return new Synchronisation(source, Optional.empty());
  }

  /** Puts and withdraws what the page says. */
  public Applied apply(Delta page, HashBank bank) {
    int put = 0;
    int withdrawn = 0;
    for (Delta.Change change : page.changes()) {
      switch (change) {
        case Delta.Change.Put(KnownHash known) -> {
          bank.put(known);
          put++;
        }
        case Delta.Change.Withdrawn(String from, String id) ->
            withdrawn += bank.withdraw(from, id) ? 1 : 0;
      }
    }
    Synchronisation next = new Synchronisation(source, Optional.of(page.checkpoint()));
    return new Applied(next, put, withdrawn, page.more());
  }
}
