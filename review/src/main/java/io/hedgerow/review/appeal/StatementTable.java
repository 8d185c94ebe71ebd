package io.hedgerow.review.appeal;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.statement.StatementText;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.review.appeal.Statement.Appeal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** SQL of statements, inside a transaction of the caller. */
final class StatementTable {
  private static final String SELECT =
      "select s.*, a.id as appeal_id, a.text as appeal_text, a.filed, a.due, a.outcome, a.decided,"
          + " a.answer from review.statement s left join review.appeal a on a.statement = s.id ";

  private final Handle handle;

  StatementTable(Handle handle) {
    this.handle = handle;
  }

  /** Keeps it, unless that restriction was told before. */
  /** Adds statements in one round trip; one that is there already stays as it is. */
  void add(List<Statement> statements) {
    PreparedBatch rows =
        handle.prepareBatch(
            "insert into review.statement (token, entity, owner, policy, action, surfaces, label,"
                + " ladder, until, machine, found, source_kind, source, facts, language, template,"
                + " words, at, ends) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict do nothing");
    statements.forEach(statement -> rows.add(columns(statement)));
    rows.execute();
  }

  private static @Nullable Object[] columns(Statement statement) {
    return new @Nullable Object[] {
      statement.token(),
      statement.entity().toString(),
      statement.owner().map(EntityId::toString).orElse(null),
      statement.policy(),
      statement.action(),
      CanonicalJson.write(statement.surfaces()),
      statement.label(),
      statement.ladder(),
      statement.until().map(StatementTable::at).orElse(null),
      statement.machine(),
      statement.found(),
      statement.source().kind().name(),
      statement.source().id(),
      statement.facts(),
      statement.language(),
      statement.template(),
      words(statement.text()),
      at(statement.at()),
      statement.ends().map(StatementTable::at).orElse(null)
    };
  }

  Optional<Statement> find(String token) {
    return query("where s.token = :token").bind("token", token).map((row, _) -> of(row)).findOne();
  }

  List<Statement> about(EntityId entity) {
    return query("where s.entity = :entity order by s.id desc")
        .bind("entity", entity.toString())
        .map((row, _) -> of(row))
        .list();
  }

  /** Statements after that one, in the order in which they were written. */
  List<Statement> after(long id, int limit) {
    return query("where s.id > :id order by s.id limit :limit")
        .bind("id", id)
        .bind("limit", limit)
        .map((row, _) -> of(row))
        .list();
  }

  Optional<Statement> ofAppeal(long appeal) {
    return query("where a.id = :appeal").bind("appeal", appeal).map((row, _) -> of(row)).findOne();
  }

  /**
   * Statements with an objection, the newest objection first.
   *
   * @param waiting true for those that wait for an answer, false for those that have one
   * @param before number of an objection, exclusive
   */
  List<Statement> objectedTo(boolean waiting, long before, int limit) {
    return query(
            "where a.id < :before and (a.outcome is null) = :waiting order by a.id desc"
                + " limit :limit")
        .bind("before", before)
        .bind("waiting", waiting)
        .bind("limit", limit)
        .map((row, _) -> of(row))
        .list();
  }

  /** Objections that wait, the one whose time runs out first ahead. */
  List<Statement> waiting(int limit) {
    return query("where a.id is not null and a.outcome is null order by a.due, a.id limit :limit")
        .bind("limit", limit)
        .map((row, _) -> of(row))
        .list();
  }

  long newest() {
    return handle
        .createQuery("select coalesce(max(id), 0) from review.statement")
        .mapTo(Long.class)
        .one();
  }

  private Query query(String condition) {
    return handle.createQuery(SELECT + condition);
  }

  private static Statement of(ResultSet row) throws SQLException {
    return new Statement(
        row.getLong("id"),
        row.getString("token"),
        EntityId.parse(row.getString("entity")),
        Optional.ofNullable(row.getString("owner")).map(EntityId::parse),
        row.getString("policy"),
        row.getString("action"),
        texts(row.getString("surfaces")),
        row.getLong("label"),
        row.getBoolean("ladder"),
        time(row, "until"),
        row.getBoolean("machine"),
        row.getString("found"),
        new SourceName(SourceKind.valueOf(row.getString("source_kind")), row.getString("source")),
        row.getString("facts"),
        row.getString("language"),
        row.getString("template"),
        text(texts(row.getString("words"))),
        time(row, "at").orElseThrow(),
        time(row, "ends"),
        row.getObject("appeal_id") == null ? Optional.empty() : Optional.of(appeal(row)));
  }

  private static Appeal appeal(ResultSet row) throws SQLException {
    Instant filed = time(row, "filed").orElseThrow();
    return new Appeal(
        row.getLong("appeal_id"),
        row.getString("appeal_text"),
        filed,
        time(row, "due").orElse(filed),
        Optional.ofNullable(row.getString("outcome")),
        time(row, "decided"),
        Optional.ofNullable(row.getString("answer")).orElse(""));
  }

  private static String words(StatementText text) {
    return CanonicalJson.write(
        members(
            "title", text.title(),
            "what", text.what(),
            "policy", text.policy(),
            "facts", text.facts(),
            "automation", text.automation(),
            "objection", text.objection()));
  }

  private static StatementText text(Map<String, String> words) {
    return new StatementText(
        words.getOrDefault("title", ""),
        words.getOrDefault("what", ""),
        words.getOrDefault("policy", ""),
        words.getOrDefault("facts", ""),
        words.getOrDefault("automation", ""),
        words.getOrDefault("objection", ""));
  }

  private static Map<String, String> texts(String json) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (new JsonReader().read(json) instanceof JsonReading.Value(Map<?, ?> members)) {
      members.forEach((name, value) -> texts.put((String) name, String.valueOf(value)));
    }
    return texts;
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
