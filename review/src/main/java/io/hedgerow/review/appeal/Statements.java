package io.hedgerow.review.appeal;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.statement.Restriction;
import io.hedgerow.engine.statement.Restriction.Found;
import io.hedgerow.engine.statement.StatementWords;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.enforcement.Enforcement.InForce;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says.Violates;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Writes a statement for every restriction that comes into force, whoever judged, in the language
 * of whoever it restricts. Follows the changes of enforcement, so none is missed over a restart.
 * Used by one thread.
 */
public final class Statements {
  private static final int TOKEN_BYTES = 16;

  private final Ledger ledger;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Duration window;
  private final SecureRandom random;

  /**
   * @param window how long a user may object
   */
  public Statements(
      Ledger ledger,
      LedgerReader reader,
      Supplier<Pack> pack,
      Duration window,
      SecureRandom random) {
    this.ledger = ledger;
    this.reader = reader;
    this.pack = pack;
    this.window = window;
    this.random = random;
  }

  /** A reason that was not there before a change. */
  private record New(EnforcementChange change, InForce reason) {}

  /** Writes what is new in these changes. */
  public void write(Handle handle, List<EnforcementChange> changes) {
    List<New> fresh = new ArrayList<>();
    for (EnforcementChange change : changes) {
      Set<Reason> before =
          change.before().because().stream().map(Reason::of).collect(Collectors.toSet());
      change.after().because().stream()
          .filter(reason -> !before.contains(Reason.of(reason)))
          .forEach(reason -> fresh.add(new New(change, reason)));
    }
    if (!fresh.isEmpty()) {
      Known known = known(fresh);
      new StatementTable(handle).add(fresh.stream().map(one -> statement(one, known)).toList());
    }
  }

  private record Reason(String policy, String action, long label, boolean ladder) {
    static Reason of(InForce reason) {
      return new Reason(reason.policy(), reason.action().word(), reason.label(), reason.ladder());
    }
  }

  /** What has to be looked up, for all at once. */
  private record Known(
      Map<Long, Label> labels,
      Map<EntityId, List<Label>> histories,
      Map<EntityId, EntityId> owners,
      Map<EntityId, String> languages) {}

  private Known known(List<New> fresh) {
    Map<Long, Label> labels = new HashMap<>();
    reader
        .labels(fresh.stream().map(one -> one.reason().label()).distinct().toList())
        .forEach(label -> labels.put(label.id(), label));
    Set<EntityId> entities = new HashSet<>();
    labels.values().forEach(label -> entities.add(label.entity()));
    fresh.forEach(one -> entities.add(one.change().after().entity()));
    Map<EntityId, EntityId> owners = ledger.ownersOf(entities);
    return new Known(
        labels, reader.labelsOf(entities), owners, new Languages(reader).of(entities, owners));
  }

  private Statement statement(New one, Known known) {
    EnforcementChange change = one.change();
    InForce reason = one.reason();
    EntityId entity = change.after().entity();
    Optional<Label> label = Optional.ofNullable(known.labels().get(reason.label()));
    boolean machine = label.filter(l -> l.source().kind().human()).isEmpty();
    Optional<Instant> ends =
        label.filter(l -> l.source().kind() == SourceKind.APPEAL).isPresent()
            ? Optional.empty()
            : Optional.of(change.at().plus(window));
    SourceName source =
        label.map(l -> Ranking.name(l.source())).orElse(new SourceName(SourceKind.RULE, ""));
    Restriction restriction =
        new Restriction(
            entity,
            reason.policy(),
            title(reason.policy()),
            reason.action(),
            change.at(),
            reason.until(),
            reason.ladder(),
            source.kind().human() ? "" : source.id(),
            label.map(Label::reason).orElse(""),
            label.map(l -> found(l, known)).orElse(Found.PERSON),
            machine,
            ends);
    StatementWords words = pack.get().statements().in(known.languages().getOrDefault(entity, ""));
    return new Statement(
        0,
        token(),
        entity,
        Optional.ofNullable(known.owners().get(entity)),
        reason.policy(),
        reason.action().word(),
        surfaces(change),
        reason.label(),
        reason.ladder(),
        reason.until(),
        machine,
        restriction.found().name().toLowerCase(Locale.ROOT),
        source,
        restriction.facts(),
        words.language(),
        words.template(),
        words.write(restriction),
        change.at(),
        ends,
        Optional.empty());
  }

  private String title(String policy) {
    return Optional.ofNullable(pack.get().policies().get(policy)).map(Policy::title).orElse(policy);
  }

  private static Map<String, String> surfaces(EnforcementChange change) {
    Map<String, String> surfaces = new TreeMap<>();
    change.after().surfaces().forEach((name, action) -> surfaces.put(name, action.word()));
    return surfaces;
  }

  /** Who first said so of the entity, up to the label that decided. */
  private static Found found(Label deciding, Known known) {
    return known.histories().getOrDefault(deciding.entity(), List.of()).stream()
        .filter(label -> label.says() instanceof Violates && label.id() <= deciding.id())
        .filter(label -> label.policy().equals(deciding.policy()))
        .findFirst()
        .map(label ->
            label.source().kind() == SourceKind.REPORT
                ? Found.REPORT
                : label.source().kind().human() ? Found.PERSON : Found.MACHINE)
        .orElse(Found.PERSON);
  }

  private String token() {
    byte[] token = new byte[TOKEN_BYTES];
    random.nextBytes(token);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }
}
