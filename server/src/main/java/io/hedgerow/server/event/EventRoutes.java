package io.hedgerow.server.event;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.decision.Explanations;
import io.hedgerow.server.decision.Timing;
import io.hedgerow.server.intake.Answer;
import io.hedgerow.server.intake.Intake;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Problems;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.settings.ServerSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /v1/events}: CloudEvents in, decisions out. Whichever way it is asked, the answer
 * comes after the commit; {@code Prefer: respond-async} only spares the caller the decision's body.
 */
@ShowsNoContent
@RestController
final class EventRoutes {
  static final String SINGLE = "application/cloudevents+json";
  static final String BATCH = "application/cloudevents-batch+json";

  private static final int MAX_BATCH_BYTES = 8 << 20;
  private static final Duration COME_AGAIN = Duration.ofSeconds(1);

  private final Intake intake;
  private final Explanations explanations;
  private final InstantSource clock;
  private final Duration patience;
  private final EventReader reader = new EventReader();

  EventRoutes(
      Intake intake, Explanations explanations, InstantSource clock, ServerSettings settings) {
    this.intake = intake;
    this.explanations = explanations;
    this.clock = clock;
    this.patience = settings.answerTimeout();
  }

  @PostMapping(path = "/v1/events", consumes = SINGLE)
  ResponseEntity<byte[]> one(
      HttpServletRequest request,
      @RequestHeader(name = "Prefer", defaultValue = "") String prefer,
      @RequestParam(defaultValue = "false") boolean explain)
      throws IOException {
    byte[] bytes = Body.bytes(request, EventReader.MAX_EVENT_BYTES);
    return switch (reader.read(bytes, now())) {
      case EventReading.Accepted(Event event) ->
          answer(wait(intake.submit(event), deadline()), respondAsync(prefer), explain);
      case EventReading.Rejected rejected -> throw refusal(rejected);
    };
  }

  @PostMapping(path = "/v1/events", consumes = BATCH)
  ResponseEntity<byte[]> batch(
      HttpServletRequest request,
      @RequestHeader(name = "Prefer", defaultValue = "") String prefer,
      @RequestParam(defaultValue = "false") boolean explain)
      throws IOException {
    List<EventReading> readings = reader.readBatch(Body.bytes(request, MAX_BATCH_BYTES), now());
    refuseUnlessArray(readings);
    List<Event> good =
        readings.stream()
            .flatMap(reading ->
                switch (reading) {
                  case EventReading.Accepted(Event event) -> java.util.stream.Stream.of(event);
                  case EventReading.Rejected _ -> java.util.stream.Stream.<Event>empty();
                })
            .toList();
    Iterator<CompletableFuture<Answer>> answers = intake.submit(good).iterator();
    long deadline = deadline();
    List<Map<String, Object>> results = new ArrayList<>(readings.size());
    for (int i = 0; i < readings.size(); i++) {
      results.add(
          switch (readings.get(i)) {
            case EventReading.Accepted _ ->
                result(i, wait(answers.next(), deadline), respondAsync(prefer), explain);
            case EventReading.Rejected rejected -> failed(i, refusal(rejected));
          });
    }
    return Answers.status(respondAsync(prefer) ? 202 : 200, summary(readings.size(), results));
  }

  /** JSON that is no array at all has no index to report it by. */
  private static void refuseUnlessArray(List<EventReading> readings) {
    if (readings.size() == 1
        && readings.getFirst() instanceof EventReading.Rejected rejected
        && NOT_ELEMENTS.contains(rejected.code())) {
      throw refusal(rejected);
    }
  }

  private static final List<String> NOT_ELEMENTS =
      List.of("not_an_array", "malformed_json", "invalid_utf8");

  private static Map<String, Object> summary(int events, List<Map<String, Object>> results) {
    long failed = results.stream().filter(result -> result.containsKey("problem")).count();
    return members("events", events, "failed", failed, "results", results);
  }

  private Map<String, Object> result(int index, Answer answer, boolean brief, boolean explain) {
    return switch (answer) {
      case Answer.Decided decided ->
          members(
              "index",
              index,
              "decision",
              brief ? members("id", decided.decision().id()) : tree(decided, explain),
              "took_us",
              decided.took().map(Timing::micros));
      case Answer.Conflict _, Answer.NotKept _, Answer.Stopped _ -> failed(index, refusal(answer));
    };
  }

  private static Map<String, Object> failed(int index, Refusal refusal) {
    return members("index", index, "problem", Problems.members(refusal));
  }

  private ResponseEntity<byte[]> answer(Answer answer, boolean brief, boolean explain) {
    return switch (answer) {
      case Answer.Decided decided when brief ->
          ResponseEntity.accepted()
              .header(HttpHeaders.LOCATION, "/v1/decisions/" + decided.decision().id())
              .header("Preference-Applied", "respond-async")
              .headers(Timing.headers(decided.took()))
              .build();
      case Answer.Decided decided ->
          Timing.beside(
              explain
                  ? Answers.ok(tree(decided, true))
                  : Answers.text(200, DecisionJson.write(decided.decision())),
              decided.took());
      case Answer.Conflict _, Answer.NotKept _, Answer.Stopped _ -> throw refusal(answer);
    };
  }

  private Map<String, Object> tree(Answer.Decided decided, boolean explain) {
    Map<String, Object> tree = DecisionJson.tree(decided.decision());
    if (explain) {
      tree.put("rules", explanations.rules(decided.event(), decided.decision()));
    }
    return tree;
  }

  private static Refusal refusal(Answer answer) {
    return switch (answer) {
      case Answer.Conflict(String decision) ->
          Refusal.at(
                  ProblemType.CONFLICT,
                  "id",
                  "an event with this source and id, and other content, was decided before")
              .with("decision", decision)
              .with("hint", "give new content a new id");
      case Answer.NotKept _ ->
          Refusal.of(ProblemType.INTERNAL, "the event could not be stored; nothing of it is kept");
      case Answer.Stopped _ ->
          Refusal.later(ProblemType.UNAVAILABLE, "the server is stopping", COME_AGAIN);
      case Answer.Decided _ -> throw new IllegalArgumentException("a decision is no refusal");
    };
  }

  private static Refusal refusal(EventReading.Rejected rejected) {
    ProblemType type =
        rejected.code().equals("too_large") ? ProblemType.TOO_LARGE : ProblemType.MALFORMED;
    return Refusal.at(type, rejected.where(), rejected.message())
        .with("code", rejected.code())
        .with("hint", rejected.hint());
  }

  private static Answer wait(CompletableFuture<Answer> answer, long deadline) {
    try {
      return answer.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      throw Refusal.later(
          ProblemType.UNAVAILABLE,
          "not committed in time; it may still be: send the same event again to learn its decision",
          COME_AGAIN);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Refusal.later(ProblemType.UNAVAILABLE, "the server is stopping", COME_AGAIN);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("an intake answer failed", failure);
    }
  }

  private long deadline() {
    return System.nanoTime() + patience.toNanos();
  }

  /** The database keeps microseconds; a replay must see the very same time. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static boolean respondAsync(String prefer) {
    return prefer.toLowerCase(Locale.ROOT).contains("respond-async");
  }
}
