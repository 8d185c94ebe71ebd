package io.hedgerow.server.intake;

import io.hedgerow.ledger.LedgerUnreachable;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Optional;

/**
 * Tells failures that pass (the database is away, restarts, is out of room) from those that stay.
 */
final class Outage {
  private Outage() {}

  static boolean isOne(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LedgerUnreachable
          || cause instanceof SQLTransientException
          || cause instanceof SQLRecoverableException
          || cause instanceof IOException
          || (cause instanceof SQLException sql && passes(sql))) {
        return true;
      }
    }
    return false;
  }

  /** SQLSTATE classes: connection, rollback, resources, operator intervention, system error. */
  private static boolean passes(SQLException failure) {
    String state = Optional.ofNullable(failure.getSQLState()).orElse("");
    return state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.startsWith("58")
        || state.startsWith("25");
  }
}
