package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.measurement.Interval;
import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.AppealStatistics;
import io.hedgerow.review.appeal.AppealStatistics.By;
import io.hedgerow.review.appeal.AppealStatistics.Line;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.Appeals.Filed;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Objections that users make in the product instead of by the link, and what became of all. */
@ShowsNoContent
@RestController
final class AppealRoutes {
  private static final int MOST_LINES = 500;

  private final Review review;
  private final Bounds bounds;
  private final AppealStatistics statistics;
  private final InstantSource clock;
  private final Optional<URI> address;

  AppealRoutes(
      Review review,
      Bounds bounds,
      AppealStatistics statistics,
      InstantSource clock,
      ServerSettings settings) {
    this.review = review;
    this.bounds = bounds;
    this.statistics = statistics;
    this.clock = clock;
    address = settings.publicUrl();
  }

  /** 201 when it waits from now on, 200 when there is one already. */
  @PostMapping("/v1/appeals")
  ResponseEntity<byte[]> file(HttpServletRequest request) throws IOException {
    Body body = Body.read(request, "statement", "text");
    String token = body.text("statement").replaceAll("^.*/statements/", "");
    Filed filed = review.appeals().file(token, fitting(body.text("text")));
    refuse(filed);
    Statement statement = review.appeals().find(token).orElseThrow();
    return Answers.status(
        filed instanceof Filed.Waits ? 201 : 200,
        statement.appeal().map(StatementJson::appeal).orElse(Map.of()));
  }

  private static String fitting(String text) {
    if (text.length() > Appeals.LONGEST) {
      throw Refusal.at(
          ProblemType.INVALID, "text", "an objection has 1 to " + Appeals.LONGEST + " characters");
    }
    return text;
  }

  /** Refuses what was not taken, in the same words by link and by program. */
  static void refuse(Filed filed) {
    switch (filed) {
      case Filed.Waits _, Filed.Already _ -> {}
      case Filed.TooLate(Instant ended) ->
          throw Refusal.of(ProblemType.GONE, "the time to object ended at " + ended);
      case Filed.Final _ ->
          throw Refusal.of(
              ProblemType.CONFLICT,
              "this statement is itself the answer to an objection, which ends the matter here");
      case Filed.Unknown _ -> throw Refusal.of(ProblemType.NOT_FOUND, "there is no such statement");
    }
  }

  /** The newest objection first. */
  @Shows("appeals")
  @GetMapping("/v1/appeals")
  ResponseEntity<byte[]> list(HttpServletRequest request, Authentication who) {
    Parameters query = Parameters.of(request, "state", "before", "limit");
    String state = query.text("state").orElse("waiting");
    if (!List.of("waiting", "decided").contains(state)) {
      throw Refusal.at(ProblemType.INVALID, "state", "`state` is `waiting` or `decided`");
    }
    int limit = (int) query.number("limit", 1, 500, 100);
    List<Statement> page =
        review
            .appeals()
            .objectedTo(
                state.equals("waiting"),
                query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE),
                limit);
    return Answers.ok(
        members(
            "appeals",
            bounds.open(who, page, statement -> Optional.of(statement.entity())).stream()
                .map(this::described)
                .toList(),
            "next_before",
            page.size() < limit
                ? Optional.empty()
                : page.getLast().appeal().map(Statement.Appeal::id)));
  }

  private Map<String, Object> described(Statement statement) {
    Map<String, Object> tree = new LinkedHashMap<>(StatementJson.tree(statement, address));
    statement.appeal().ifPresent(appeal -> tree.put("objection", appeal.text()));
    return tree;
  }

  /** Of the restrictions told in a period: how many were objected to, and what came of it. */
  @GetMapping("/v1/appeals/statistics")
  ResponseEntity<byte[]> statistics(HttpServletRequest request) {
    Parameters query = Parameters.of(request, "from", "to");
    Instant now = clock.instant();
    Instant to = query.time("to").orElse(now);
    Instant from = query.time("from").orElse(to.minus(AppealShares.PERIOD));
    Map<String, Object> answer = members("from", from.toString(), "to", to.toString());
    for (By by : By.values()) {
      List<Map<String, Object>> lines = new ArrayList<>();
      statistics.of(by, from, to, now, MOST_LINES).forEach(line -> lines.add(line(line)));
      answer.put(by.word(), lines);
    }
    return Answers.ok(answer);
  }

  private static Map<String, Object> line(Line line) {
    return members(
        "key", line.key(),
        "statements", line.statements(),
        "filed", line.filed(),
        "waiting", line.waiting(),
        "overdue", line.overdue(),
        "upheld", line.upheld(),
        "overturned", line.overturned(),
        "modified", line.modified(),
        "changed_share", AppealShares.changed(line).map(AppealRoutes::share),
        "median_hours",
            line.hours().isPresent() ? Optional.of(line.hours().getAsDouble()) : Optional.empty());
  }

  private static Map<String, Object> share(AppealShares.Share share) {
    Interval interval = share.interval();
    return members("value", share.value(), "low", interval.low(), "high", interval.high());
  }
}
