package io.hedgerow.review.quality;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.review.quality.CheckTable.Purpose;
import io.hedgerow.review.quality.CheckTable.Source;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Calibration sessions: everybody named labels the same cases, mixed in among their other work, and
 * nobody sees what the others said before all are done. Thread-safe.
 */
public final class Calibrations {
  private static final int MOST_CASES = 100;
  private static final int MOST_PEOPLE = 200;
  private static final int SHOWN = 100;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final InstantSource clock;

  Calibrations(Jdbi jdbi, Ledger ledger, InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.clock = clock;
  }

  /**
   * One session.
   *
   * @param cases how many cases everybody gets
   * @param left how many are still to be answered, by person; without those who are done
   */
  public record Session(
      long id,
      String title,
      List<String> participants,
      int cases,
      String author,
      Instant created,
      Map<String, Integer> left) {
    /** True when everybody has answered or passed on everything. */
    public boolean done() {
      return left.isEmpty();
    }
  }

  /**
   * What everybody said about one case.
   *
   * @param decided what was decided when it was a case; empty for no policy
   * @param said by person, the policy that is broken; empty for none
   */
  public record Result(
      int ordinal, EntityId entity, String policy, String decided, Map<String, String> said) {}

  /**
   * Calls one on decided cases.
   *
   * @return its number
   * @throws IllegalArgumentException naming the case that nobody has decided, or what else is wrong
   */
  public long call(String title, List<Long> cases, List<String> participants, String author) {
    List<String> people = new TreeSet<>(participants).stream().toList();
    List<Long> chosen = cases.stream().distinct().toList();
    check(title, chosen, people);
    List<Source> sources = new ArrayList<>();
    for (long item : chosen) {
      sources.add(
          jdbi.withHandle(handle -> new CheckTable(handle).decided(item))
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "case " + item + " is not there, an appeal, or not decided yet")));
    }
    long[] session = new long[1];
    ledger.note(
        "calibration called",
        author,
        members("title", title, "cases", chosen, "people", people),
        handle -> session[0] = open(handle, title, sources, people, author));
    return session[0];
  }

  private static void check(String title, List<Long> cases, List<String> people) {
    if (title.isBlank() || title.length() > 200) {
      throw new IllegalArgumentException("a session needs a title of at most 200 characters");
    }
    if (cases.isEmpty() || cases.size() > MOST_CASES) {
      throw new IllegalArgumentException(
          "a session needs 1 to %d cases, had %d".formatted(MOST_CASES, cases.size()));
    }
    if (people.size() < 2 || people.size() > MOST_PEOPLE) {
      throw new IllegalArgumentException(
          "a session needs 2 to %d people, had %d".formatted(MOST_PEOPLE, people.size()));
    }
  }

  private long open(
      Handle handle, String title, List<Source> sources, List<String> people, String author) {
    Instant now = clock.instant();
    long session =
        handle
            .createQuery(
                "insert into review.calibration(title, participants, author, created)"
                    + " values (:title, :people, :author, :now) returning id")
            .bind("title", title.strip())
            .bindArray("people", String.class, people)
            .bind("author", author)
            .bind("now", CheckTable.at(now))
            .mapTo(Long.class)
            .one();
    CheckTable table = new CheckTable(handle);
    for (int i = 0; i < sources.size(); i++) {
      handle.execute(
          "insert into review.calibration_case(session, ordinal, source, as_of)"
              + " values (?, ?, ?, ?)",
          session,
          i,
          sources.get(i).item(),
          CheckTable.at(sources.get(i).asOf()));
      for (String person : people) {
        table.open(
            sources.get(i),
            Purpose.calibration(session, i),
            Optional.of(person),
            Optional.empty(),
            now);
      }
    }
    return session;
  }

  /** Ends one that somebody will not finish: what they have left is withdrawn. */
  public boolean close(long session, String author) {
    int[] changed = new int[1];
    ledger.note(
        "calibration closed",
        author,
        members("session", session),
        handle -> {
          changed[0] =
              handle.execute(
                  "update review.calibration set closed = ? where id = ? and closed is null",
                  CheckTable.at(clock.instant()),
                  session);
          List<Long> open =
              handle
                  .createQuery(
                      "select c.item from review.quality_check c join review.item i"
                          + " on i.id = c.item where c.session = :session and i.state = 'open'")
                  .bind("session", session)
                  .mapTo(Long.class)
                  .list();
          new CheckTable(handle).close(open);
        });
    return changed[0] == 1;
  }

  private static final String SELECT =
      "select s.*, (select count(*) from review.calibration_case c where c.session = s.id) as cases"
          + " from review.calibration s ";

  /** Sessions, newest first. */
  public List<Session> list() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(SELECT + "order by s.id desc limit :shown")
            .bind("shown", SHOWN)
            .map((row, _) -> session(handle, row))
            .list());
  }

  public Optional<Session> find(long session) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(SELECT + "where s.id = :id")
            .bind("id", session)
            .map((row, _) -> session(handle, row))
            .findOne());
  }

  private static Session session(Handle handle, ResultSet row) throws SQLException {
    long id = row.getLong("id");
    Map<String, Integer> left = new LinkedHashMap<>();
    handle
        .createQuery(
            "select i.assigned, count(*) as open from review.quality_check c join review.item i"
                + " on i.id = c.item where c.session = :session and i.state = 'open'"
                + " group by i.assigned order by i.assigned")
        .bind("session", id)
        .map((open, _) -> Map.entry(open.getString("assigned"), open.getInt("open")))
        .forEach(entry -> left.put(entry.getKey(), entry.getValue()));
    return new Session(
        id,
        row.getString("title"),
        List.of((String[]) row.getArray("participants").getArray()),
        row.getInt("cases"),
        row.getString("author"),
        CheckTable.instant(row, "created"),
        left);
  }

  /** What everybody said, case by case; empty while somebody still has something to answer. */
  public List<Result> results(long session) {
    if (find(session).filter(Session::done).isEmpty()) {
      return List.of();
    }
    Map<Integer, Result> results = new LinkedHashMap<>();
    jdbi.useHandle(handle ->
        handle
            .createQuery(
                "select k.ordinal, i.entity, i.policy, v.decided, a.reviewer, a.policy as said"
                    + " from review.calibration_case k join review.item i on i.id = k.source"
                    + " cross join lateral (select case when violates then policy else '' end"
                    + " as decided from review.verdict where item = i.id order by id limit 1) v"
                    + " left join review.quality_check c on c.session = k.session"
                    + " and c.ordinal = k.ordinal"
                    + " left join review.answer a on a.item = c.item and a.undone is null"
                    + " where k.session = :session order by k.ordinal, a.reviewer")
            .bind("session", session)
            .map((row, _) -> {
              Result result =
                  results.computeIfAbsent(row.getInt("ordinal"), ordinal -> result(ordinal, row));
              String person = row.getString("reviewer");
              if (person != null) {
                result.said().put(person, row.getString("said"));
              }
              return result;
            })
            .list());
    return List.copyOf(results.values());
  }

  private static Result result(int ordinal, ResultSet row) {
    try {
      return new Result(
          ordinal,
          EntityId.parse(row.getString("entity")),
          row.getString("policy"),
          row.getString("decided"),
          new LinkedHashMap<>());
    } catch (SQLException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
