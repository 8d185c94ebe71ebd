package io.hedgerow.ledger.bank;

import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.ledger.bank.BankChange.Kind;
import io.hedgerow.ledger.database.Copy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** SQL of known hashes and of syncs with exchanges, inside a transaction of the caller. */
public final class BankTable {
  private static final int FETCH = 2_000;

  private final Handle handle;

  public BankTable(Handle handle) {
    this.handle = handle;
  }

  /** Adds changes in order. */
  public void add(List<BankChange> changes) {
    Copy.into(
        handle,
        "bank_change",
        "bank, kind, source, name, hash, tags, author, reason, at",
        changes,
        c ->
            new Object[] {
              c.hash().bank(),
              c.kind().word(),
              c.hash().source(),
              c.hash().name(),
              c.value(),
              c.tags(),
              c.author(),
              c.reason(),
              c.at()
            });
  }

  /** SHA-256 over changes, for the audit chain. */
  public static byte[] digest(List<BankChange> changes) {
    Digest digest = new Digest();
    for (BankChange c : changes) {
      digest
          .add(c.kind().word())
          .add(c.hash().toString())
          .add(c.value())
          .add(c.tags())
          .add(c.author())
          .add(c.reason())
          .add(c.at());
    }
    return digest.take();
  }

  /** Hands over every change there is, oldest first, row by row. */
  public void forEach(Consumer<BankChange> taker) {
    handle
        .createQuery("select * from bank_change order by id")
        .setFetchSize(FETCH)
        .map((row, _) -> change(row))
        .forEach(taker);
  }

  /** Everything said about one hash, oldest first. */
  public List<BankChange> history(Hash hash) {
    return handle
        .createQuery(
            "select * from bank_change where bank = :bank and source = :source and name = :name"
                + " order by id")
        .bind("bank", hash.bank())
        .bind("source", hash.source())
        .bind("name", hash.name())
        .map((row, _) -> change(row))
        .list();
  }

  /** Keeps how far a sync has come. */
  public void addSync(BankSync sync) {
    Copy.into(
        handle,
        "bank_sync",
        "bank, source, checkpoint, put, withdrawn, at",
        List.of(sync),
        s -> new Object[] {s.bank(), s.source(), s.checkpoint(), s.put(), s.withdrawn(), s.at()});
  }

  /** How far the bank has read the source; empty before the first page. */
  public Optional<BankSync> newestSync(String bank, String source) {
    return handle
        .createQuery(
            "select * from bank_sync where bank = :bank and source = :source"
                + " order by id desc limit 1")
        .bind("bank", bank)
        .bind("source", source)
        .map((row, _) -> sync(row))
        .findOne();
  }

  private static BankSync sync(ResultSet row) throws SQLException {
    return new BankSync(
        row.getString("bank"),
        row.getString("source"),
        row.getString("checkpoint"),
        row.getInt("put"),
        row.getInt("withdrawn"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  private static BankChange change(ResultSet row) throws SQLException {
    return new BankChange(
        Kind.of(row.getString("kind")),
        new Hash(row.getString("bank"), row.getString("source"), row.getString("name")),
        row.getString("hash"),
        row.getString("tags"),
        row.getString("author"),
        row.getString("reason"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
