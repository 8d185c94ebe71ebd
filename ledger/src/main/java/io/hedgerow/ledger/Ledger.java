package io.hedgerow.ledger;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.BatchWrite.Kept;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.bank.BankChange;
import io.hedgerow.ledger.bank.BankSync;
import io.hedgerow.ledger.bank.BankTable;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.ledger.decision.DecisionRow;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.enforcement.Enforcement;
import io.hedgerow.ledger.enforcement.EnforcementTable;
import io.hedgerow.ledger.enforcement.Owners;
import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.ledger.enforcement.RankingTable;
import io.hedgerow.ledger.enforcement.Resolver;
import io.hedgerow.ledger.enforcement.TrustTable;
import io.hedgerow.ledger.label.CurrentLabels;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.ledger.quota.Quotas;
import io.hedgerow.ledger.reputation.Reputation;
import io.hedgerow.ledger.reputation.ReputationTable;
import io.hedgerow.ledger.reputation.Reputations;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Everything that is written: decisions with their labels, labels from outside, negations, trust.
 * Every write is one transaction, has its turn after the one before, leaves one entry in the audit
 * chain, and is there when the method returns. Asking is done through {@link LedgerReader}.
 * Thread-safe.
 */
public final class Ledger {
  private static final int DUE_AT_ONCE = 500;

  private final Jdbi jdbi;
  private final Writer writer;
  private final Settings settings;
  private final CurrentLabels labels;
  private final InstantSource clock;
  private volatile Rulebook rulebook = Rulebook.EMPTY;
  private volatile Reputations reputations = Reputations.NONE;
  private volatile Rules rules;
  private volatile long lastSequence;

  /**
   * What an operator may set.
   *
   * @param quotas of rules that name none
   * @param ranking whose judgement counts more
   * @param patience how long a write waits for a database that went away
   */
  public record Settings(Quotas quotas, Ranking ranking, Duration patience) {
    public static final Settings DEFAULT =
        new Settings(Quotas.DEFAULT, Ranking.DEFAULT, Duration.ofMinutes(2));
  }

  private Ledger(Database database, Settings settings, InstantSource clock) {
    jdbi = database.jdbi();
    writer = new Writer(jdbi, clock, settings.patience());
    this.settings = settings;
    this.clock = clock;
    labels = new CurrentLabels();
    rules = Rules.of(settings.ranking());
  }

  /** Opens the ledger of that database and loads the labels that count. */
  public static Ledger open(Database database, Settings settings, InstantSource clock) {
    Ledger ledger = new Ledger(database, settings, clock);
    ledger.lastSequence = new LedgerReader(database).lastSequence();
    ledger.believe(ledger.kept());
    ledger.rank();
    ledger.jdbi.useTransaction(handle -> {
      new LabelTable(handle).load(ledger.labels, LabelTable.EVERYTHING);
      new TrustTable(handle).all().forEach(entity -> ledger.labels.trust(entity, true));
    });
    return ledger;
  }

  /** Notes whose judgement counts more, when that is not as it was at the last start. */
  private void rank() {
    String now = settings.ranking().text();
    String before =
        jdbi.withHandle(handle -> new RankingTable(handle).newest())
            .orElseGet(Ranking.DEFAULT::text);
    if (now.equals(before)) {
      return;
    }
    writer.write(turn -> {
      new RankingTable(turn.handle()).add(now, turn.now());
      turn.close("ranking", "settings", now, new Digest());
      return now;
    });
  }

  /** From now on labels lead to what this pack's policies say. */
  public synchronized void use(Rulebook active) {
    rulebook = active;
    follow();
  }

  private synchronized void believe(Reputations known) {
    reputations = known;
    follow();
  }

  private void follow() {
    rules = new Rules(rulebook, new Resolver(settings.ranking().with(reputations)));
  }

  private Reputations kept() {
    return Reputations.of(jdbi.withHandle(handle -> new ReputationTable(handle).all()));
  }

  /** Who bears the strikes of each of the entities; those that nobody owns are left out. */
  public Map<EntityId, EntityId> ownersOf(Collection<EntityId> entities) {
    Rulebook active = rulebook;
    return jdbi.withHandle(handle -> new Owners(handle).of(entities, active));
  }

  /** How far sources are believed. */
  public Reputations reputations() {
    return reputations;
  }

  /**
   * Says how far a source is believed from now on. What it said before counts as it did. One thread
   * at a time.
   *
   * @param beside SQL on tables that are not the ledger's, in the same transaction
   */
  public void believe(
      SourceName source,
      double value,
      int upheld,
      int overturned,
      String author,
      String reason,
      Consumer<Handle> beside) {
    Reputations before = reputations;
    try {
      writer.write(turn -> {
        Reputation next =
            new Reputation(source, value, upheld, overturned, reason, turn.now(), turn.lastLabel());
        beside.accept(turn.handle());
        new ReputationTable(turn.handle()).add(next, author);
        turn.close("reputation", author, reputation(next), new Digest());
        // Before the commit, while no other write has its turn: the next label is judged by it.
        believe(before.with(next));
        return next;
      });
    } catch (RuntimeException failure) {
      believe(kept());
      throw failure;
    }
  }

  private static String reputation(Reputation next) {
    return CanonicalJson.write(
        members(
            "kind", next.source().kind().name().toLowerCase(Locale.ROOT),
            "source", next.source().id(),
            "value", next.value(),
            "upheld", (long) next.upheld(),
            "overturned", (long) next.overturned(),
            "reason", next.reason()));
  }

  /** What {@code has_label} answers from; owned by the engine's thread. */
  public CurrentLabels labels() {
    return labels;
  }

  /**
   * Keeps a batch of decisions, in engine order, and everything that follows from them, in one
   * transaction. The same events again change nothing. If the database goes away, waits and goes
   * on.
   *
   * @return what became of each, in order; it is on disk
   * @throws LedgerUnreachable when the database stays away; the batch can be given again as it is
   */
  public List<Outcome> commit(List<Decided> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    List<DecisionRow> rows =
        batch.stream().map(d -> DecisionRow.of(d.event(), d.decision(), d.took())).toList();
    long before = lastSequence;
    List<Outcome> outcomes = commit(batch, rows, before);
    for (Outcome outcome : outcomes) {
      if (outcome instanceof Outcome.Stored(long sequence)) {
        lastSequence = Math.max(lastSequence, sequence);
      }
    }
    return outcomes;
  }

  private List<Outcome> commit(List<Decided> batch, List<DecisionRow> rows, long before) {
    try {
      return writer.write(turn -> write(turn, new Kept.Nothing(), batch, rows));
    } catch (JdbiException failure) {
      if (!Writer.alreadyThere(failure)) {
        throw failure;
      }
      return writer.write(turn -> write(turn, new Kept.Perhaps(before), batch, rows));
    }
  }

  private List<Outcome> write(Turn turn, Kept kept, List<Decided> batch, List<DecisionRow> rows) {
    return new BatchWrite(turn, settings, rules, kept).write(batch, rows);
  }

  /**
   * Writes judgements from outside, all or none.
   *
   * @param key idempotency key; the same write again changes nothing, it also names the batch
   * @param author the person or machine account that writes
   * @throws WriteRefused when the key was used for something else, or a label to negate is not
   *     there
   */
  public Written write(String key, String author, List<LabelWrite> writes) {
    return write(key, author, writes, _ -> {});
  }

  /**
   * Writes judgements from outside and, in the same transaction, something beside them, such as
   * closing the case that they answer: all or none. The same write again does neither.
   *
   * @param beside SQL on tables that are not the ledger's; what it throws undoes the write
   */
  public Written write(
      String key, String author, List<LabelWrite> writes, Consumer<Handle> beside) {
    return outside(
        key,
        author,
        "label",
        writes,
        "",
        turn -> {
          beside.accept(turn.handle());
          return Negations.checked(turn, writes);
        });
  }

  /**
   * What writing those judgements now would lead to, on their entities and on the accounts that own
   * them, in order. Writes nothing and waits for no write.
   */
  public List<Foreseen> foresee(String author, List<LabelWrite> writes) {
    return new Foresight(jdbi, rules).of(author, writes, clock.instant());
  }

  /**
   * Takes everything back that was written together: enforcement, strikes and what rules see are as
   * if it had not been written. Undoing an undo brings it back.
   *
   * @param batch the key it was written with
   * @throws WriteRefused when there is no such batch
   */
  public Written undo(String key, String author, String batch, String reason) {
    return undo(key, author, batch, reason, _ -> {});
  }

  /**
   * As {@link #undo(String, String, String, String)}, with something beside it in the same
   * transaction.
   */
  public Written undo(
      String key, String author, String batch, String reason, Consumer<Handle> beside) {
    return outside(
        key,
        author,
        "undo",
        List.of(batch),
        reason,
        turn -> {
          beside.accept(turn.handle());
          return Negations.of(turn, new LabelTable(turn.handle()).inBatch(batch), author, reason);
        });
  }

  /**
   * Takes single labels back.
   *
   * @throws WriteRefused when there is none of them
   */
  public Written undo(String key, String author, List<Long> labels, String reason) {
    return outside(
        key,
        author,
        "undo",
        labels,
        reason,
        turn -> Negations.of(turn, new LabelTable(turn.handle()).find(labels), author, reason));
  }

  private Written outside(
      String key,
      String author,
      String kind,
      List<?> asked,
      String reason,
      Function<Turn, List<LabelWrite>> writes) {
    byte[] content = OutsideWrite.content(kind, author, asked, reason);
    OutsideWrite.Result result =
        writer.write(turn -> {
          OutsideWrite write = new OutsideWrite(turn, rules, key, author, kind);
          Optional<Written> earlier = write.earlier(content);
          return earlier.isPresent()
              ? new OutsideWrite.Result(earlier.get(), List.of())
              : write.write(writes.apply(turn), content);
        });
    result.announced().forEach(labels::announce);
    return result.written();
  }

  /**
   * Says whether machines alone may act on an entity and on what it owns. Saying what is already so
   * changes nothing.
   */
  public void trust(EntityId entity, boolean trusted, String author, String reason) {
    try {
      writer.write(turn -> trust(turn, entity, trusted, author, reason));
    } catch (RuntimeException failure) {
      labels.trust(entity, jdbi.withHandle(h -> new TrustTable(h).all()).contains(entity));
      throw failure;
    }
  }

  private int trust(Turn turn, EntityId entity, boolean trusted, String author, String reason) {

    TrustTable table = new TrustTable(turn.handle());
    if (table.of(List.of(entity)).contains(entity) == trusted) {
      return 0;
    }
    table.add(entity, trusted, author, reason, turn.now());
    List<EntityId> touched = new EnforcementTable(turn.handle()).ofOwner(entity);
    new Effects(turn, rules.rulebook(), rules.resolver()).follow(touched, "trust");
    turn.close(
        "trust",
        author,
        CanonicalJson.write(
            members("entity", entity.toString(), "trusted", trusted, "reason", reason)),
        new Digest());
    // Before the commit, while no other write has its turn: the last one to say so is right.
    labels.trust(entity, trusted);
    return touched.size();
  }

  /**
   * Ends what has run out: timed actions of which the time has come. To be called every second or
   * so; asking for an enforcement at a time is right without it, but the product is only told of
   * changes that were written.
   *
   * @return how many entities were looked at
   */
  public int advance() {
    if (jdbi.withHandle(h -> new EnforcementTable(h).due(clock.instant(), 1)).isEmpty()) {
      return 0;
    }
    return writer.write(turn -> {
      List<EntityId> due = new EnforcementTable(turn.handle()).due(turn.now(), DUE_AT_ONCE);
      if (!due.isEmpty()) {
        new Effects(turn, rules.rulebook(), rules.resolver()).follow(due, "time");
        turn.close(
            "time", "ledger", CanonicalJson.write(members("entities", due.size())), new Digest());
      }
      return due.size();
    });
  }

  /**
   * Works out anew what is in force on everything that has a label, if that is not done yet since
   * the newest pack became active or the ranking was set. Takes its turns among the other writes,
   * so it can run beside them.
   *
   * @param stop asked between two turns; what is left is done when this is called again
   * @return how many entities were looked at
   */
  public long reconsider(BooleanSupplier stop) {
    return new Reconsideration(jdbi, writer, clock).run(() -> rules, stop);
  }

  /**
   * What is in force on an entity at that time, worked out from its labels under the active pack.
   * Right also when a timed action has just ended and {@link #advance} has not yet come by.
   */
  public Enforcement enforcement(EntityId entity, Instant at) {
    Rules current = rules;
    return jdbi.withHandle(handle ->
        new Situation(handle, current.rulebook(), List.of(entity))
            .loadStrikes()
            .resolve(entity, current.resolver(), at));
  }

  /**
   * Releases or discards labels that were parked because their rule was over its quota. Released
   * ones are written as the rule proposed them, by the releasing person's authority.
   *
   * @throws WriteRefused when none of them waits
   */
  public Written settleParked(
      String key, String author, List<Long> parked, boolean release, String reason) {
    return outside(
        key,
        author,
        release ? "release" : "discard",
        parked,
        reason,
        turn -> new ParkedLabels(turn, author).settle(parked, release));
  }

  /**
   * Does something beside labels and decisions, such as opening an account, in a turn of its own
   * and with an entry in the audit chain: both or neither.
   *
   * @param kind what is done, for example {@code key revoked}
   * @param detail what the entry says beside kind and author; no secrets
   * @param work SQL on tables that are not the ledger's
   */
  public void note(String kind, String author, Map<String, ?> detail, Consumer<Handle> work) {
    writer.write(turn -> {
      work.accept(turn.handle());
      turn.close(kind, author, CanonicalJson.write(detail), new Digest());
      return kind;
    });
  }

  /**
   * Keeps a pack that was uploaded.
   *
   * @return false when that version was there already
   */
  public boolean keepPack(Pack pack, Map<String, byte[]> files, String author) {
    return writer.write(turn -> {
      boolean added =
          new StoredPacks(turn.handle())
              .add(pack.version(), pack.name(), files, author, turn.now());
      if (added) {
        turn.close(
            "pack upload",
            author,
            CanonicalJson.write(members("version", pack.version(), "name", pack.name())),
            new Digest());
      }
      return added;
    });
  }

  /**
   * Keeps what was said about known hashes, all or nothing, as one entry in the audit chain.
   *
   * @param sync the page of an exchange that said so, if one did
   */
  public void changeBanks(String author, List<BankChange> changes, Optional<BankSync> sync) {
    if (changes.isEmpty() && sync.isEmpty()) {
      return;
    }
    writer.write(turn -> {
      BankTable table = new BankTable(turn.handle());
      table.add(changes);
      sync.ifPresent(table::addSync);
      turn.close(
          "bank",
          author,
          CanonicalJson.write(
              members(
                  "changes",
                  changes.size(),
                  "digest",
                  HexFormat.of().formatHex(BankTable.digest(changes)),
                  "checkpoint",
                  sync.map(BankSync::checkpoint))),
          new Digest());
      return changes.size();
    });
  }

  /** Records that a kept pack is the active one now, and follows its policies from here on. */
  public void activate(Pack pack, String author, String reason) {
    writer.write(turn -> {
      StoredPacks packs = new StoredPacks(turn.handle());
      if (packs.activations(1).stream().anyMatch(a -> a.version().equals(pack.version()))) {
        return pack;
      }
      packs.activate(pack.version(), author, reason, turn.now());
      turn.close(
          "pack activation",
          author,
          CanonicalJson.write(members("version", pack.version(), "reason", reason)),
          new Digest());
      return pack;
    });
    use(Rulebook.of(pack));
  }

  /**
   * Runs kept events through an engine again, in order, with the labels visible that were visible
   * then. Afterwards the labels are where the newest event left them.
   *
   * @param after sequence number of the last event the engine has already seen
   * @param labels of that engine, as {@link #labelsAsOf} gives them for {@code after}
   * @param engine decides an event; what it answers becomes visible as it did live
   * @return the sequence number of the last event replayed
   */
  public long replay(long after, CurrentLabels labels, Function<StoredDecision, Decision> engine) {
    return new Replay(jdbi).run(after, labels, engine);
  }

  /** What rules knew when they had seen the events up to that sequence number. */
  public CurrentLabels labelsAsOf(long sequence) {
    return new Replay(jdbi).labelsAsOf(sequence);
  }
}
