package io.hedgerow.server.model;

import io.hedgerow.models.card.CardFacts;
import io.hedgerow.models.classifier.TextModelFile;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** SQL of registered models, inside a transaction of the caller. */
record ModelTable(Handle handle) {

  void add(RegisteredModel registered) {
    handle
        .createUpdate(
            "insert into server.model (sha256, policy, content, card, at, author)"
                + " values (:sha256, :policy, :content, :card, :at, :author)")
        .bind("sha256", registered.sha256())
        .bind("policy", registered.policy())
        .bind("content", TextModelFile.write(registered.model()))
        .bind("card", registered.card())
        .bind("at", time(registered.registered()))
        .bind("author", registered.author())
        .execute();
    move(registered.stands());
  }

  void move(ModelMove move) {
    handle
        .createUpdate(
            "insert into server.model_move (model, stage, percent, at, author, reason)"
                + " values (:model, :stage, :percent, :at, :author, :reason)")
        .bind("model", move.model())
        .bind("stage", move.stage().word())
        .bind("percent", move.percent())
        .bind("at", time(move.at()))
        .bind("author", move.author())
        .bind("reason", move.reason())
        .execute();
  }

  /** All models with where they stand, in the order they came. */
  List<RegisteredModel> list() {
    return handle
        .createQuery(
            """
            select m.sha256, m.content, m.card, m.at as registered, m.author as registrar,
              n.stage, n.percent, n.at, n.author, n.reason
            from server.model m join lateral (
              select * from server.model_move v where v.model = m.sha256 order by v.id desc limit 1
            ) n on true
            order by m.at, m.sha256
            """)
        .map((row, _) -> registered(row))
        .list();
  }

  /** Everything that became of a model, newest first. */
  List<ModelMove> history(String sha256) {
    return handle
        .createQuery("select * from server.model_move where model = :model order by id desc")
        .bind("model", sha256)
        .map((row, _) -> move(row, sha256))
        .list();
  }

  /** Every time a model of the policy became live, newest first. */
  List<ModelMove> lives(String policy) {
    return handle
        .createQuery(
            "select v.* from server.model_move v join server.model m on m.sha256 = v.model"
                + " where m.policy = :policy and v.stage = 'live' order by v.id desc")
        .bind("policy", policy)
        .map((row, _) -> move(row, row.getString("model")))
        .list();
  }

  private static RegisteredModel registered(ResultSet row) throws SQLException {
    String sha256 = row.getString("sha256");
    String card = row.getString("card");
    return new RegisteredModel(
        sha256,
        TextModelFile.read("model " + sha256, row.getBytes("content")),
        card,
        CardFacts.read(card),
        instant(row, "registered"),
        row.getString("registrar"),
        move(row, sha256));
  }

  private static ModelMove move(ResultSet row, String sha256) throws SQLException {
    return new ModelMove(
        sha256,
        ModelStage.find(row.getString("stage")).orElseThrow(),
        row.getInt("percent"),
        instant(row, "at"),
        row.getString("author"),
        row.getString("reason"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
