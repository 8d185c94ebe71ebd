package io.hedgerow.server.bank;

import org.jdbi.v3.core.Handle;

/** How far a reader of the ledger has come, kept in the database. */
record Position(String name) {

  /** 0 before the first step. */
  long read(Handle handle) {
    return handle
        .createQuery("select position from server.follower where name = :name")
        .bind("name", name)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  void move(Handle handle, long position) {
    handle.execute(
        "insert into server.follower(name, position) values (?, ?)"
            + " on conflict (name) do update set position = excluded.position",
        name,
        position);
  }
}
