package io.hedgerow.ledger.bank;

import io.hedgerow.ledger.database.Database;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;

/** What can be asked about known hashes. Thread-safe. */
public final class BankHistory {
  private final Jdbi jdbi;

  public BankHistory(Database database) {
    jdbi = database.jdbi();
  }

  /** Hands over every change there is, oldest first, row by row. */
  public void forEach(Consumer<BankChange> taker) {
    jdbi.useTransaction(handle -> new BankTable(handle).forEach(taker));
  }

  /** Everything said about one hash, oldest first. */
  public List<BankChange> of(BankChange.Hash hash) {
    return jdbi.withHandle(handle -> new BankTable(handle).history(hash));
  }

  /** How far the bank has read the source; empty before the first page. */
  public Optional<BankSync> newestSync(String bank, String source) {
    return jdbi.withHandle(handle -> new BankTable(handle).newestSync(bank, source));
  }
}
