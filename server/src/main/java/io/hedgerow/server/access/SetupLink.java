package io.hedgerow.server.access;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The way in before there is an admin: an address with 256 random bits, printed once at start, good
 * for one use within a day. A new one makes the old one useless.
 */
public final class SetupLink {
  static final Duration LASTS = Duration.ofHours(24);

  private final Jdbi jdbi;
  private final InstantSource clock;
  private final Secrets secrets;

  public SetupLink(Jdbi jdbi, InstantSource clock, SecureRandom random) {
    this.jdbi = jdbi;
    this.clock = clock;
    this.secrets = new Secrets(random);
  }

  /** Makes the token of a new link. */
  public String issue() {
    String token = secrets.next();
    jdbi.useTransaction(handle -> {
      handle.execute("delete from server.setup_link");
      handle.execute(
          "insert into server.setup_link(hash, expires) values (?, ?)",
          Secrets.hash(token),
          Timestamp.from(clock.instant().plus(LASTS)));
    });
    return token;
  }

  /** True when the token would still open the door. */
  boolean opens(String token) {
    Optional<Integer> found =
        jdbi.withHandle(handle ->
            handle
                .select(
                    "select 1 from server.setup_link where hash = ? and expires > ?",
                    Secrets.hash(token),
                    Timestamp.from(clock.instant()))
                .mapTo(Integer.class)
                .findFirst());
    return found.isPresent();
  }

  /** Uses the token up. False when somebody was faster, or it has expired. */
  boolean use(String token) {
    return jdbi.withHandle(handle ->
        handle.execute(
            "delete from server.setup_link where hash = ? and expires > ?",
            Secrets.hash(token),
            Timestamp.from(clock.instant())))
        == 1;
  }
}
