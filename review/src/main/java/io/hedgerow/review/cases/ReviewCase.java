package io.hedgerow.review.cases;

import io.hedgerow.engine.event.EntityId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A case: an entity that waits for a person, with everything its place in the queue depends on.
 *
 * @param policy that may be broken; empty when somebody only asked for a look
 * @param language of the content, ISO 639; empty when unknown
 * @param severity of the policy, 1 to 5
 * @param probability that the policy is broken, [0, 1]
 * @param views expected from now on
 * @param reports how many people reported the entity
 * @param cause why it is here: {@code rule}, {@code unsure}, {@code parked}, {@code report}, {@code
 *     appeal}
 * @param due when it must be decided
 * @param assigned the one person who may take it; empty means anybody
 * @param excluded the one person who may not
 * @param appeal the objection it is about; empty for all other cases
 */
public record ReviewCase(
    long id,
    EntityId entity,
    String policy,
    String queue,
    String language,
    int severity,
    double probability,
    double views,
    int reports,
    String cause,
    Instant created,
    Optional<Instant> due,
    boolean open,
    Optional<String> assigned,
    Optional<String> excluded,
    Optional<Long> appeal) {

  /** Reads a row of {@code review.item}. */
  public static ReviewCase of(ResultSet row) throws SQLException {
    return new ReviewCase(
        row.getLong("id"),
        EntityId.parse(row.getString("entity")),
        row.getString("policy"),
        row.getString("queue"),
        row.getString("language"),
        row.getInt("severity"),
        row.getDouble("probability"),
        row.getDouble("views"),
        row.getInt("reports"),
        row.getString("cause"),
        row.getObject("created", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("due", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getString("state").equals("open"),
        Optional.ofNullable(row.getString("assigned")),
        Optional.ofNullable(row.getString("excluded")),
        Optional.ofNullable(row.getObject("appeal", Long.class)));
  }
}
