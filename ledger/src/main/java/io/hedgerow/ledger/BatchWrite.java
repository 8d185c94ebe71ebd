package io.hedgerow.ledger;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.database.Copy;
import io.hedgerow.ledger.decision.DecisionRow;
import io.hedgerow.ledger.decision.DecisionTable;
import io.hedgerow.ledger.decision.RuleStatistics;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.enforcement.ReviewRequests;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes one batch of decisions in its turn: what is new is kept, its labels follow, then what they
 * lead to, then the audit entry. Used by one thread.
 */
final class BatchWrite {
  private final Turn turn;
  private final Ledger.Settings settings;
  private final Rules rules;
  private final Kept kept;

  /** Whether some of the batch may be in the ledger already. */
  sealed interface Kept {
    /** It is taken to be new; a unique index speaks up should it not be. Spares a look-up. */
    record Nothing() implements Kept {}

    /**
     * It is looked up.
     *
     * @param before the highest sequence number known before this batch was first tried; a decision
     *     found above it was written by an attempt whose answer got lost
     */
    record Perhaps(long before) implements Kept {}
  }

  BatchWrite(Turn turn, Ledger.Settings settings, Rules rules, Kept kept) {
    this.turn = turn;
    this.settings = settings;
    this.rules = rules;
    this.kept = kept;
  }

  /** Writes the batch and says what became of each, in order. */
  List<Outcome> write(List<Decided> batch, List<DecisionRow> rows) {
    DecisionTable table = new DecisionTable(turn.handle());
    Map<UUID, StoredDecision> kept = kept(table, rows);
    Map<UUID, DecisionRow> fresh = new LinkedHashMap<>();
    List<Visible> visible = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      DecisionRow row = rows.get(i);
      if (!kept.containsKey(row.id())) {
        fresh.putIfAbsent(row.id(), row);
      }
      for (long label : batch.get(i).visibleBefore()) {
        visible.add(new Visible(label, fresh.size()));
      }
    }
    Map<UUID, Long> sequences = keep(table, List.copyOf(fresh.values()), visible);
    return outcomes(rows, kept, fresh, sequences);
  }

  private Map<UUID, StoredDecision> kept(DecisionTable table, List<DecisionRow> rows) {
    return switch (kept) {
      case Kept.Nothing _ -> Map.of();
      case Kept.Perhaps _ -> table.find(rows.stream().map(DecisionRow::id).toList());
    };
  }

  /** A label from outside and before which of the new decisions it became visible, from 1. */
  private record Visible(long label, int before) {}

  private Map<UUID, Long> keep(
      DecisionTable table, List<DecisionRow> fresh, List<Visible> visible) {
    Map<UUID, Long> sequences = new HashMap<>();
    if (fresh.isEmpty() && visible.isEmpty()) {
      return sequences;
    }
    long first = turn.takeDecisions(fresh.size());
    for (int i = 0; i < fresh.size(); i++) {
      sequences.put(fresh.get(i).id(), first + i);
    }
    table.add(fresh, first, turn.now());
    new RuleStatistics(turn.handle()).add(fresh);
    Copy.into(
        turn.handle(),
        "label_visible",
        "label, before_seq",
        visible,
        v -> new Object[] {v.label(), first - 1 + Math.max(1, v.before())});
    List<Label> labels = follow(fresh, first);

    Digest digest = new Digest();
    DecisionTable.digest(digest, fresh, first, turn.now());
    LabelTable.digest(digest, labels);
    turn.close("decisions", "engine", detail(fresh, labels), digest);
    return sequences;
  }

  /** Labels, quotas, enforcement and requests for review. */
  private List<Label> follow(List<DecisionRow> fresh, long first) {
    Proposals proposals = new Proposals(turn, settings.quotas(), rules.rulebook());
    ReviewRequests requests = new ReviewRequests(turn.handle());
    for (int i = 0; i < fresh.size(); i++) {
      DecisionRow row = fresh.get(i);
      proposals.add(first + i, row.event(), row.decision());
      if (row.decision().review()) {
        Optional<EntityId> entity = row.decision().subject().or(row.decision()::actor);
        long sequence = first + i;
        String cause = row.decision().withheld().isPresent() ? "trusted" : "rule";
        entity.ifPresent(e -> requests.add(e, "", cause, sequence, turn.now()));
      }
    }
    List<Label> labels = proposals.write(requests);
    requests.write();
    new Effects(turn, rules.rulebook(), rules.resolver())
        .follow(labels.stream().map(Label::entity).distinct().toList(), "decisions");
    return labels;
  }

  private static String detail(List<DecisionRow> fresh, List<Label> labels) {
    return CanonicalJson.write(members("decisions", fresh.size(), "labels", labels.size()));
  }

  private List<Outcome> outcomes(
      List<DecisionRow> rows,
      Map<UUID, StoredDecision> kept,
      Map<UUID, DecisionRow> fresh,
      Map<UUID, Long> sequences) {
    List<Outcome> outcomes = new ArrayList<>(rows.size());
    for (DecisionRow row : rows) {
      StoredDecision stored = kept.get(row.id());
      DecisionRow written = fresh.getOrDefault(row.id(), row);
      long sequence = sequences.getOrDefault(row.id(), 0L);
      if (stored != null) {
        outcomes.add(known(row, stored));
      } else if (row == written) {
        outcomes.add(new Outcome.Stored(sequence));
      } else {
        outcomes.add(repeat(row, stored(written, sequence)));
      }
    }
    return outcomes;
  }

  private Outcome known(DecisionRow row, StoredDecision stored) {
    boolean ours =
        kept instanceof Kept.Perhaps(long before)
            && stored.sequence() > before
            && stored.decisionJson().equals(row.decisionJson());
    return ours ? new Outcome.Stored(stored.sequence()) : repeat(row, stored);
  }

  private static Outcome repeat(DecisionRow row, StoredDecision stored) {
    String hash = HexFormat.of().formatHex(row.contentHash());
    return hash.equals(stored.contentHash())
        ? new Outcome.Repeat(stored)
        : new Outcome.Conflict(stored, hash);
  }

  /** As the row will be read back, for a repeat inside the batch that wrote it. */
  private StoredDecision stored(DecisionRow row, long sequence) {
    return new StoredDecision(
        sequence,
        row.event().received(),
        turn.now(),
        HexFormat.of().formatHex(row.contentHash()),
        row.eventJson(),
        row.decisionJson(),
        row.took());
  }
}
