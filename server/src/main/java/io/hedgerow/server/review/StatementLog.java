package io.hedgerow.server.review;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.server.webhook.About;
import io.hedgerow.server.webhook.Change;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Statements as webhooks hear of them: in the order in which they were written. */
public final class StatementLog implements Change.Log {
  private final Appeals appeals;
  private final Optional<URI> address;

  /**
   * @param address of this server as its users reach it, when it is known
   */
  public StatementLog(Appeals appeals, Optional<URI> address) {
    this.appeals = appeals;
    this.address = address;
  }

  @Override
  public List<Change> after(long id, int limit) {
    return appeals.statementsAfter(id, limit).stream()
        .map(statement ->
            new Change(statement.id(), statement.entity().toString(), message(statement)))
        .toList();
  }

  @Override
  public long newest() {
    return appeals.lastStatement();
  }

  private String message(Statement statement) {
    return CanonicalJson.write(
        members(
            "type", About.STATEMENT.type(),
            "timestamp", statement.at().toString(),
            "data", StatementJson.tree(statement, address)));
  }
}
