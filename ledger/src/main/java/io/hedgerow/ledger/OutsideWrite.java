package io.hedgerow.ledger;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.ledger.audit.Digest;
import io.hedgerow.ledger.database.Copy;
import io.hedgerow.ledger.label.ContentFingerprint;
import io.hedgerow.ledger.label.CurrentLabels.Announced;
import io.hedgerow.ledger.label.Expiry;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says;
import io.hedgerow.ledger.label.LabelTable;
import io.hedgerow.ledger.label.LabelWrite;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.ledger.rulebook.Rulebook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Writes labels from outside in their turn, once for each idempotency key. Used by one thread.
 *
 * @param kind told in the audit chain and as the cause of changes: {@code label}, {@code undo},
 *     {@code release}
 */
record OutsideWrite(Turn turn, Rules rules, String key, String author, String kind) {

  /** What came of it, and what the engine thread has to hear. */
  record Result(Written written, List<Announced> announced) {}

  /** An earlier write with this key, if there is one. */
  Optional<Written> earlier(byte[] content) {
    Handle handle = turn.handle();
    return handle
        .createQuery("select hash, result from written where key = :key")
        .bind("key", key)
        .map((row, _) -> Map.entry(row.getBytes(1), row.getString(2)))
        .findOne()
        .map(found -> {
          if (!Arrays.equals(found.getKey(), content)) {
            throw new WriteRefused(
                WriteRefused.Reason.KEY_REUSED,
                "idempotency key `" + key + "` was used for another write; choose a new one");
          }
          return new Written(key, numbers(found.getValue()), true);
        });
  }

  private static List<Long> numbers(String json) {
    return new JsonReader().read(json) instanceof JsonReading.Value(List<?> numbers)
        ? numbers.stream().map(n -> (Long) n).toList()
        : List.of();
  }

  /** Writes the labels and what follows from them. */
  Result write(List<LabelWrite> writes, byte[] content) {
    Map<EntityId, String> contents = contents(turn.handle(), writes, rules.rulebook());
    List<Label> labels =
        writes.stream()
            .map(write ->
                label(write, turn.takeLabel(), author, turn.now(), Optional.of(key), contents))
            .toList();
    List<EntityId> entities = labels.stream().map(Label::entity).distinct().toList();
    List<LabelTable.Row> rows = rows(labels, new LabelTable(turn.handle()).of(entities));
    new LabelTable(turn.handle()).add(rows);
    Copy.into(
        turn.handle(),
        "written",
        "key, hash, result, at",
        List.of(labels.stream().map(Label::id).toList()),
        ids -> new Object[] {key, content, CanonicalJson.write(ids), turn.now()});
    new Effects(turn, rules.rulebook(), rules.resolver()).follow(entities, kind);
    Digest digest = new Digest();
    LabelTable.digest(digest, labels);
    turn.close(
        kind, author, CanonicalJson.write(members("key", key, "labels", labels.size())), digest);
    return new Result(
        new Written(key, labels.stream().map(Label::id).toList(), false),
        rows.stream().map(OutsideWrite::announced).toList());
  }

  /** What those of the entities say now of which a judgement depends on it. */
  static Map<EntityId, String> contents(Handle handle, List<LabelWrite> writes, Rulebook rulebook) {
    return ContentFingerprint.now(
        handle,
        writes.stream()
            .filter(OutsideWrite::judgesContent)
            .map(LabelWrite::entity)
            .distinct()
            .toList(),
        rulebook);
  }

  private static boolean judgesContent(LabelWrite write) {
    return !(write.says() instanceof Says.Negates)
        && write.source().kind() != SourceKind.REPORT
        && write.source().kind() != SourceKind.HASH;
  }

  /**
   * The label that a write becomes under that number.
   *
   * @param contents as {@link #contents} found them
   */
  static Label label(
      LabelWrite write,
      long id,
      String author,
      Instant now,
      Optional<String> batch,
      Map<EntityId, String> contents) {
    return new Label(
        id,
        Optional.empty(),
        write.entity(),
        write.policy(),
        write.says(),
        write.source(),
        write.confidence(),
        write.reason(),
        author,
        now,
        Expiry.of(now, write.lasts()),
        batch,
        write.action(),
        judgesContent(write)
            ? Optional.ofNullable(contents.get(write.entity()))
            : Optional.empty());
  }

  /** Each row carries what rules may know after the whole write. */
  private List<LabelTable.Row> rows(List<Label> labels, Map<EntityId, List<Label>> before) {
    Map<EntityId, List<Label>> after = new HashMap<>();
    before.forEach((entity, known) -> after.put(entity, new ArrayList<>(known)));
    for (Label label : labels) {
      after.computeIfAbsent(label.entity(), _ -> new ArrayList<>()).add(label);
    }
    List<LabelTable.Row> rows = new ArrayList<>();
    for (Label label : labels) {
      List<Label> judgements =
          Standing.judgements(after.getOrDefault(label.entity(), List.of())).stream()
              .filter(judgement -> judgement.policy().equals(label.policy()))
              .toList();
      rows.add(
          new LabelTable.Row(
              label, turn.now(), Optional.of(rules.resolver().known(judgements, turn.now()))));
    }
    return rows;
  }

  private static Announced announced(LabelTable.Row row) {
    return new Announced(
        row.label().id(), row.label().entity(), row.label().policy(), row.after().orElseThrow());
  }

  /** What the write says, for telling a repeat from a reused key. */
  static byte[] content(String kind, String author, List<?> writes, String reason) {
    Digest digest = new Digest().add(kind).add(author).add(reason).add(writes.size());
    writes.forEach(write -> digest.add(write.toString()));
    return digest.take();
  }
}
