package io.hedgerow.measurement.table;

/** A table that cannot be read as it should; the message names file, row and column. */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TableException(String message) {
    super(message, null, false, false);
  }
}
