package io.hedgerow.ledger;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.ledger.enforcement.ReviewRequests;
import io.hedgerow.ledger.label.ContentFingerprint;
import io.hedgerow.ledger.label.Coverage;
import io.hedgerow.ledger.label.Expiry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.quota.Parked;
import io.hedgerow.ledger.quota.QuotaTable;
import io.hedgerow.ledger.quota.QuotaTable.Use;
import io.hedgerow.ledger.quota.Quotas;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From the effective labels that rules propose to the labels that are written: what already stands
 * is not written again, and what is over a rule's quota is parked. Works inside a turn; used by one
 * thread.
 */
final class Proposals {
  private final Turn turn;
  private final Quotas quotas;
  private final Rulebook rulebook;
  private final List<Proposal> proposals = new ArrayList<>();

  private record Proposal(
      long sequence, Decision decision, ProposedLabel label, Optional<String> content) {
    Instant time() {
      return decision.time().truncatedTo(ChronoUnit.MICROS);
    }

    Optional<Instant> expires() {
      return Expiry.of(time(), label.lasts());
    }
  }

  Proposals(Turn turn, Quotas quotas, Rulebook rulebook) {
    this.turn = turn;
    this.quotas = quotas;
    this.rulebook = rulebook;
  }

  void add(long sequence, Event event, Decision decision) {
    for (ProposedLabel label : decision.labels()) {
      if (label.effective()) {
        proposals.add(
            new Proposal(
                sequence,
                decision,
                label,
                ContentFingerprint.of(label.entity(), decision.subject(), event, rulebook)));
      }
    }
  }

  /** Writes labels, parked labels and quotas; asks for review of what was parked. */
  List<Label> write(ReviewRequests requests) {
    if (proposals.isEmpty()) {
      return List.of();
    }
    LocalDate day = LocalDate.ofInstant(turn.now(), ZoneOffset.UTC);
    QuotaTable table = new QuotaTable(turn.handle());
    Map<EntityId, List<Label>> standing = standing();
    Map<String, Use> uses =
        new HashMap<>(
            table.of(proposals.stream().map(p -> p.label().rule()).distinct().toList(), day));
    List<LabelTable.Row> rows = new ArrayList<>();
    List<Parked> parked = new ArrayList<>();
    for (Proposal proposal : proposals) {
      List<Label> known =
          standing.computeIfAbsent(proposal.label().entity(), _ -> new ArrayList<>());
      if (isKnown(proposal, known)) {
        continue;
      }
      String rule = proposal.label().rule();
      Use use = uses.getOrDefault(rule, Use.NOTHING);
      if (use.used() < quotas.of(rule, proposal.label().policy(), rulebook)) {
        uses.put(rule, new Use(use.used() + 1, use.parked()));
        Label label = label(proposal, turn.takeLabel());
        known.add(label);
        rows.add(new LabelTable.Row(label, proposal.time(), Optional.empty()));
      } else {
        uses.put(rule, new Use(use.used(), use.parked() + 1));
        parked.add(parked(proposal));
        requests.add(
            proposal.label().entity(),
            proposal.label().policy(),
            "parked",
            proposal.sequence(),
            turn.now());
      }
    }
    new LabelTable(turn.handle()).add(rows);
    table.park(parked);
    table.put(uses, day);
    return rows.stream().map(LabelTable.Row::label).toList();
  }

  private Map<EntityId, List<Label>> standing() {
    Map<EntityId, List<Label>> standing = new HashMap<>();
    new LabelTable(turn.handle())
        .of(proposals.stream().map(p -> p.label().entity()).distinct().toList())
        .forEach((entity, labels) ->
            standing.put(entity, new ArrayList<>(Standing.at(labels, turn.now()))));
    return standing;
  }

  /** It is said already, and no person cleared the entity of it since without knowing this. */
  private boolean isKnown(Proposal proposal, List<Label> known) {
    Optional<Label> said =
        known.stream()
            .filter(label -> saysAsMuch(label, proposal))
            .max(Comparator.comparingLong(Label::id));
    if (said.isEmpty()) {
      return false;
    }
    List<Label> since =
        known.stream()
            .filter(label -> label.policy().equals(proposal.label().policy()))
            .filter(label -> label.id() > said.get().id())
            .filter(label -> label.says().equals(Label.CLEARS))
            .filter(label -> label.source().kind().human())
            .toList();
    return since.isEmpty() || !Coverage.uncovered(label(proposal, turn.lastLabel() + 1), since);
  }

  /** The same rule already says so, as surely and for as long. */
  private static boolean saysAsMuch(Label label, Proposal proposal) {
    return label.says().equals(Label.VIOLATES)
        && label.policy().equals(proposal.label().policy())
        && label.source().kind() == SourceKind.RULE
        && label.source().id().equals(proposal.label().rule())
        && label.confidence() >= proposal.label().confidence()
        && lastsAsLong(label.expires(), proposal.expires());
  }

  private static boolean lastsAsLong(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && !one.get().isBefore(other.get()));
  }

  private Label label(Proposal proposal, long id) {
    ProposedLabel proposed = proposal.label();
    return new Label(
        id,
        Optional.of(proposal.sequence()),
        proposed.entity(),
        proposed.policy(),
        Label.VIOLATES,
        new Source(SourceKind.RULE, proposed.rule(), proposal.decision().packVersion()),
        proposed.confidence(),
        proposed.reason(),
        "engine",
        turn.now(),
        proposal.expires(),
        Optional.empty(),
        Optional.empty(),
        proposal.content());
  }

  private Parked parked(Proposal proposal) {
    ProposedLabel proposed = proposal.label();
    return new Parked(
        0,
        proposal.sequence(),
        proposed.entity(),
        proposed.policy(),
        proposed.rule(),
        proposal.decision().packVersion(),
        proposed.confidence(),
        proposed.reason(),
        proposal.expires(),
        turn.now(),
        Optional.empty());
  }
}
