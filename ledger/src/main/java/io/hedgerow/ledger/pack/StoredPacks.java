package io.hedgerow.ledger.pack;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.jdbi.v3.core.Handle;

/** SQL of uploaded packs and of which one is active, inside a transaction of the caller. */
public final class StoredPacks {
  private final Handle handle;

  public StoredPacks(Handle handle) {
    this.handle = handle;
  }

  /** A pack that was uploaded, without its files. */
  public record Uploaded(String version, String name, Instant at, String author) {}

  /** That a pack became the active one. */
  public record Activation(long id, String version, Instant at, String author, String reason) {}

  /**
   * Keeps a pack; one of that version that is already there stays.
   *
   * @param files contents by path
   * @return false when it was there already
   */
  public boolean add(
      String version, String name, Map<String, byte[]> files, String author, Instant at) {
    return handle
            .createUpdate(
                "insert into pack (version, name, files, uploaded_at, uploaded_by)"
                    + " values (:version, :name, :files, :at, :author) on conflict do nothing")
            .bind("version", version)
            .bind("name", name)
            .bind("files", zip(files))
            .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
            .bind("author", author)
            .execute()
        == 1;
  }

  /** Contents by path. */
  public Optional<Map<String, byte[]>> files(String version) {
    return handle
        .createQuery("select files from pack where version = :version")
        .bind("version", version)
        .map((row, _) -> unzip(row.getBytes(1)))
        .findOne();
  }

  /** Uploaded packs, newest first. */
  public List<Uploaded> list() {
    return handle
        .createQuery(
            "select version, name, uploaded_at, uploaded_by from pack order by uploaded_at desc")
        .map((row, _) ->
            new Uploaded(
                row.getString(1), row.getString(2), time(row, "uploaded_at"), row.getString(4)))
        .list();
  }

  public void activate(String version, String author, String reason, Instant at) {
    handle
        .createUpdate(
            "insert into pack_activation (version, at, author, reason)"
                + " values (:version, :at, :author, :reason)")
        .bind("version", version)
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .bind("author", author)
        .bind("reason", reason)
        .execute();
  }

  /** Activations, newest first; the first one names the active pack. */
  public List<Activation> activations(int limit) {
    return handle
        .createQuery("select * from pack_activation order by id desc limit :limit")
        .bind("limit", limit)
        .map((row, _) -> activation(row))
        .list();
  }

  /** The newest activation, if not everything has been looked at again since. */
  public Optional<Activation> notReconsidered() {
    return handle
        .createQuery(
            "select * from pack_activation where id = (select max(id) from pack_activation)"
                + " and id not in (select activation from reconsidered)")
        .map((row, _) -> activation(row))
        .findOne();
  }

  /** Everything has been looked at under the policies of that activation. */
  public void reconsidered(long activation, Instant at) {
    handle
        .createUpdate(
            "insert into reconsidered (activation, at) values (:id, :at) on conflict do nothing")
        .bind("at", OffsetDateTime.ofInstant(at, ZoneOffset.UTC))
        .bind("id", activation)
        .execute();
  }

  private static Activation activation(ResultSet row) throws SQLException {
    return new Activation(
        row.getLong("id"),
        row.getString("version"),
        time(row, "at"),
        row.getString("author"),
        row.getString("reason"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static byte[] zip(Map<String, byte[]> files) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (var file : new TreeMap<>(files).entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("writing to memory failed", impossible);
    }
    return bytes.toByteArray();
  }

  private static Map<String, byte[]> unzip(byte[] bytes) {
    Map<String, byte[]> files = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException damaged) {
      throw new UncheckedIOException("a stored pack is damaged", damaged);
    }
    return files;
  }
}
