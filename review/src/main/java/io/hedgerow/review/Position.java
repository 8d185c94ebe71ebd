package io.hedgerow.review;

import org.jdbi.v3.core.Handle;

/** How far a reader of the ledger has come, kept in the transaction that uses what was read. */
public final class Position {
  private Position() {}

  /** 0 for a reader that has not begun. */
  public static long of(Handle handle, String reader) {
    return handle
        .createQuery("select position from review.follower where name = :name")
        .bind("name", reader)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  public static void move(Handle handle, String reader, long position) {
    handle.execute(
        "insert into review.follower(name, position) values (?, ?)"
            + " on conflict (name) do update set position = excluded.position",
        reader,
        position);
  }
}
