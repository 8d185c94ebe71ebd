package io.hedgerow.server.access;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.ledger.Ledger;
import java.security.SecureRandom;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * The API keys: kept in PostgreSQL by their hash, and in memory so that a request costs no query.
 * Thread-safe.
 */
public final class ApiKeys {
  static final int PREFIX_LENGTH = 11;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final InstantSource clock;
  private final Secrets secrets;
  private final Map<String, ApiKey> byHash = new ConcurrentHashMap<>();

  public ApiKeys(Jdbi jdbi, Ledger ledger, InstantSource clock, SecureRandom random) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.clock = clock;
    this.secrets = new Secrets(random);
  }

  /** Reads what is stored; call once before the first request. */
  public void load() {
    jdbi.useHandle(handle ->
        handle
            .createQuery("select * from server.api_key where revoked is null")
            .map((row, _) -> Map.entry(hex(row.getBytes("hash")), read(row)))
            .forEach(entry -> byHash.put(entry.getKey(), entry.getValue())));
  }

  /** Makes a key. */
  public ApiKey.Issued issue(
      String name, Set<Permission> scopes, Optional<Integer> rate, String author) {
    String text = "hk_" + secrets.next();
    byte[] hash = Secrets.hash(text);
    ApiKey key =
        new ApiKey(
            text.substring(0, PREFIX_LENGTH),
            name,
            scopes,
            rate,
            clock.instant(),
            author,
            Optional.empty());
    List<String> words = scopes.stream().map(Permission::scope).sorted().toList();
    ledger.note(
        "key issued",
        author,
        members("prefix", key.prefix(), "name", name, "scopes", words, "rate", rate),
        handle ->
            handle.execute(
                "insert into server.api_key(prefix, hash, name, scopes, rate, created, created_by)"
                    + " values (?, ?, ?, ?, ?, ?, ?)",
                key.prefix(),
                hash,
                name,
                words.toArray(String[]::new),
                rate.orElse(null),
                Timestamp.from(key.created()),
                author));
    byHash.put(hex(hash), key);
    return new ApiKey.Issued(key, text);
  }

  /** The key with this secret, unless it is unknown or revoked. */
  Optional<ApiKey> find(String text) {
    return Optional.ofNullable(byHash.get(hex(Secrets.hash(text))));
  }

  /** Every key there ever was, newest first. */
  public List<ApiKey> list() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select * from server.api_key order by created desc, prefix")
            .map((row, _) -> read(row))
            .list());
  }

  /** Ends a key at once. False when there is none with this prefix in use. */
  public boolean revoke(String prefix, String author) {
    if (byHash.values().stream().noneMatch(key -> key.prefix().equals(prefix))) {
      return false;
    }
    ledger.note(
        "key revoked",
        author,
        members("prefix", prefix),
        handle ->
            handle.execute(
                "update server.api_key set revoked = ?, revoked_by = ?"
                    + " where prefix = ? and revoked is null",
                Timestamp.from(clock.instant()),
                author,
                prefix));
    return byHash.values().removeIf(key -> key.prefix().equals(prefix));
  }

  private static ApiKey read(ResultSet row) throws SQLException {
    int rate = row.getInt("rate");
    Optional<Integer> ownRate = row.wasNull() ? Optional.empty() : Optional.of(rate);
    return new ApiKey(
        row.getString("prefix"),
        row.getString("name"),
        scopes(row.getArray("scopes")),
        ownRate,
        row.getTimestamp("created").toInstant(),
        row.getString("created_by"),
        Optional.ofNullable(row.getTimestamp("revoked")).map(Timestamp::toInstant));
  }

  private static Set<Permission> scopes(Array array) throws SQLException {
    return Arrays.stream((String[]) array.getArray())
        .map(Permission::ofScope)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
