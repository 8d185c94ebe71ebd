package io.hedgerow.review.appeal;

import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.enforcement.Enforcement.InForce;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.label.Label;
import java.security.SecureRandom;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes a statement for every restriction that comes into force, whoever judged. Follows the
 * changes of enforcement, so none is missed over a restart. Used by one thread.
 */
public final class Statements {
  /** The name and version of the text around what a statement says. */
  public static final String TEMPLATE = "restriction/1";

  private static final int TOKEN_BYTES = 16;

  private final LedgerReader reader;
  private final SecureRandom random;

  public Statements(LedgerReader reader, SecureRandom random) {
    this.reader = reader;
    this.random = random;
  }

  /** Writes what is new in these changes. */
  public void write(Handle handle, List<EnforcementChange> changes) {
    for (EnforcementChange change : changes) {
      Set<Reason> before =
          change.before().because().stream().map(Reason::of).collect(Collectors.toSet());
      change.after().because().stream()
          .filter(reason -> !before.contains(Reason.of(reason)))
          .forEach(reason -> write(handle, change, reason));
    }
  }

  private record Reason(String policy, String action, long label) {
    static Reason of(InForce reason) {
      return new Reason(reason.policy(), reason.action().word(), reason.label());
    }
  }

  private void write(Handle handle, EnforcementChange change, InForce reason) {
    Optional<Label> label = reader.labels(List.of(reason.label())).stream().findFirst();
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    handle.execute(
        "insert into review.statement(token, entity, policy, action, label, machine, facts,"
            + " template, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
        Base64.getUrlEncoder().withoutPadding().encodeToString(token),
        change.after().entity().toString(),
        reason.policy(),
        reason.action().word(),
        reason.label(),
        label.filter(l -> l.source().kind().human()).isEmpty(),
        label.map(Label::reason).orElse(""),
        TEMPLATE,
        change.at().atOffset(ZoneOffset.UTC));
  }
}
