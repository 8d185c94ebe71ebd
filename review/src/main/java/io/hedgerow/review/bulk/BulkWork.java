package io.hedgerow.review.bulk;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Foreseen;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.review.bulk.BulkAction.State;
import io.hedgerow.review.bulk.BulkActions.Moved;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Carries bulk actions out in the background, a page at a time between the other writes. Each page
 * is one write of the ledger that also moves the position, so a restart goes on where it ended:
 * nothing is done twice and nothing is left out. One thread at a time.
 */
public final class BulkWork {
  /** Entities in one write: small, since everybody else's writes wait meanwhile. */
  static final int PAGE = 250;

  /** What the name of every batch begins with that a bulk action writes. */
  public static final String BATCH = "bulk:";

  private static final int OWNERS = 50;

  /** Strikes of one owner that the ledger looks at; more entities of theirs change nothing. */
  private static final int OF_ONE_OWNER = 500;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Supplier<Pack> pack;
  private final InstantSource clock;

  public BulkWork(Jdbi jdbi, Ledger ledger, Supplier<Pack> pack, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.pack = pack;
    this.clock = clock;
  }

  /** Does the next page of whatever waits; false when nothing does. */
  public boolean step() {
    Optional<BulkAction> next =
        jdbi.withHandle(handle -> new BulkTable(handle).work(clock.instant()));
    next.ifPresent(this::step);
    return next.isPresent();
  }

  private void step(BulkAction action) {
    try {
      switch (action.state()) {
        case ASKED -> note("bulk asked", action, action.author(), State.PREVIEWING);
        case PREVIEWING -> preview(action);
        case SCHEDULED -> note("bulk begun", action, starter(action), State.RUNNING);
        case RUNNING -> run(action);
        case UNDOING -> undo(action);
        case PREVIEWED, WAITING, DONE, STOPPED, UNDONE, CANCELLED -> {}
      }
    } catch (Moved _) {
      // somebody cancelled it or took it back meanwhile; the next step finds it as it is now
    }
  }

  static Map<String, Object> detail(BulkAction action, Map<String, ?> more) {
    Map<String, Object> detail =
        new LinkedHashMap<>(
            members(
                "bulk", action.id(),
                "policy", action.judgement().policy(),
                "violates", action.judgement().violates(),
                "entities", (long) action.entities(),
                "origin", action.origin()));
    detail.putAll(more);
    return detail;
  }

  private void note(String kind, BulkAction action, String author, State to) {
    ledger.note(
        kind,
        author,
        detail(action, Map.of()),
        handle -> {
          if (!new BulkTable(handle).move(action.id(), action.state(), to)) {
            throw new Moved();
          }
        });
  }

  private void preview(BulkAction action) {
    int from = action.position();
    List<EntityId> page = page(action, from);
    if (page.isEmpty()) {
      previewOwners(action);
      return;
    }
    List<Foreseen> foreseen = foresee(action, page);
    int to = from + page.size();
    jdbi.useTransaction(handle -> {
      BulkTable table = new BulkTable(handle);
      table.foresee(action.id(), from, to, foreseen);
      if (!table.advance(action.id(), State.PREVIEWING, from, to)) {
        throw new Moved();
      }
    });
  }

  /** All of an owner's entities together, so that strikes add up. */
  private void previewOwners(BulkAction action) {
    List<String> owners =
        jdbi.withHandle(handle -> new BulkTable(handle).owners(action.id(), OWNERS));
    if (owners.isEmpty()) {
      jdbi.useTransaction(
          handle -> new BulkTable(handle).move(action.id(), State.PREVIEWING, State.PREVIEWED));
      return;
    }
    List<EntityId> entities =
        jdbi.withHandle(
            handle -> new BulkTable(handle).ofOwners(action.id(), owners, OF_ONE_OWNER));
    Set<String> wanted = new HashSet<>(owners);
    List<Foreseen> foreseen =
        foresee(action, entities).stream()
            .filter(one -> wanted.contains(one.entity().toString()))
            .toList();
    jdbi.useTransaction(handle -> new BulkTable(handle).foreseeOwners(action.id(), foreseen));
  }

  private List<EntityId> page(BulkAction action, int after) {
    return jdbi.withHandle(handle -> new BulkTable(handle).entities(action.id(), after, PAGE));
  }

  private List<Foreseen> foresee(BulkAction action, List<EntityId> entities) {
    return ledger.foresee(action.author(), writes(action, action.author(), entities));
  }

  private void run(BulkAction action) {
    if (!pack.get().policies().containsKey(action.judgement().policy())) {
      stop(
          action,
          "the active pack no longer has policy `%s`".formatted(action.judgement().policy()));
      return;
    }
    int from = action.position();
    List<EntityId> page = page(action, from);
    if (page.isEmpty()) {
      note("bulk done", action, starter(action), State.DONE);
      return;
    }
    ledger.write(
        key(action, from),
        starter(action),
        writes(action, starter(action), page),
        handle -> {
          if (!new BulkTable(handle)
              .advance(action.id(), State.RUNNING, from, from + page.size())) {
            throw new Moved();
          }
        });
  }

  private void stop(BulkAction action, String why) {
    ledger.note(
        "bulk stopped",
        starter(action),
        detail(action, members("why", why)),
        handle -> {
          BulkTable table = new BulkTable(handle);
          if (!table.move(action.id(), State.RUNNING, State.STOPPED)) {
            throw new Moved();
          }
          table.stopped(action.id(), why);
        });
  }

  /** The last page first, so that on the way no state shows that never was. */
  private void undo(BulkAction action) {
    if (action.position() == 0) {
      note("bulk taken back", action, starter(action), State.UNDONE);
      return;
    }
    int from = (action.position() - 1) / PAGE * PAGE;
    BulkTable.Undo undo = jdbi.withHandle(handle -> new BulkTable(handle).undo(action.id()));
    ledger.undo(
        "undo:" + key(action, from),
        undo.author(),
        key(action, from),
        undo.reason(),
        handle -> {
          if (!new BulkTable(handle).advance(action.id(), State.UNDOING, action.position(), from)) {
            throw new Moved();
          }
        });
  }

  private static String starter(BulkAction action) {
    return action.starter().orElse(action.author());
  }

  /** The page's batch in the ledger: {@code bulk:17:250}. */
  private static String key(BulkAction action, int from) {
    return BATCH + action.id() + ":" + from;
  }

  /** The bulk action that wrote a batch, if one did. */
  public static Optional<Long> action(String batch) {
    String number = batch.startsWith(BATCH) ? batch.replaceAll("^bulk:|:.*$", "") : "";
    return number.matches("[0-9]{1,18}") ? Optional.of(Long.parseLong(number)) : Optional.empty();
  }

  private static List<LabelWrite> writes(
      BulkAction action, String author, List<EntityId> entities) {
    Judgement judgement = action.judgement();
    Source source = new Source(SourceKind.REVIEWER, author, "");
    return entities.stream()
        .map(entity ->
            new LabelWrite(
                entity,
                judgement.policy(),
                judgement.violates() ? Label.VIOLATES : Label.CLEARS,
                source,
                1,
                judgement.reason(),
                judgement.lasts()))
        .toList();
  }
}
