package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.statement.StatementText;
import io.hedgerow.ledger.enforcement.Ranking.SourceName;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.review.appeal.Statement.Appeal;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Statements and objections as the API and webhooks have them. */
final class StatementJson {
  private StatementJson() {}

  /**
   * @param address of this server as users reach it; with it the statement has an absolute {@code
   *     url} beside its {@code link}
   */
  static Map<String, Object> tree(Statement statement, Optional<URI> address) {
    return members(
        "statement", statement.id(),
        "entity", statement.entity().toString(),
        "owner", statement.owner().map(EntityId::toString),
        "policy", statement.policy(),
        "action", statement.action(),
        "surfaces", statement.surfaces(),
        "until", statement.until().map(Instant::toString),
        "strikes", statement.ladder(),
        "machine", statement.machine(),
        "found", statement.found(),
        "source", source(statement.source()),
        "facts", statement.facts(),
        "at", statement.at().toString(),
        "language", statement.language(),
        "template", statement.template(),
        "text", text(statement.text()),
        "link", statement.link(),
        "url", address.map(base -> base.resolve(statement.link()).toString()),
        "object_until", statement.ends().map(Instant::toString),
        "appeal", statement.appeal().map(StatementJson::appeal));
  }

  private static Map<String, Object> text(StatementText text) {
    return members(
        "title", text.title(),
        "what", text.what(),
        "policy", text.policy(),
        "facts", text.facts(),
        "automation", text.automation(),
        "objection", text.objection());
  }

  /** Kind and name; a person's name is left out, since this goes to users' side. */
  static Map<String, Object> source(SourceName source) {
    return members(
        "kind", source.kind().name().toLowerCase(Locale.ROOT),
        "id", Optional.of(source.id()).filter(_ -> !source.kind().human()));
  }

  static Map<String, Object> appeal(Appeal appeal) {
    return members(
        "appeal", appeal.id(),
        "filed", appeal.filed().toString(),
        "due", appeal.due().toString(),
        "outcome", appeal.outcome(),
        "decided", appeal.decided().map(Instant::toString),
        "answer", Optional.of(appeal.answer()).filter(answer -> !answer.isEmpty()));
  }
}
