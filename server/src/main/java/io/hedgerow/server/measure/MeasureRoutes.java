package io.hedgerow.server.measure;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.measurement.table.TableException;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.judge.AuditFollower;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Samples in, the status out. */
@ShowsNoContent
@RestController
public final class MeasureRoutes {
  private static final int MOST_DRAWS = 20_000;

  private final Samples samples;
  private final Registry registry;
  private final PackShelf shelf;
  private final StatusPlan plan;
  private final AuditFollower audits;
  private final InstantSource clock;

  MeasureRoutes(
      Samples samples,
      Registry registry,
      PackShelf shelf,
      StatusPlan plan,
      AuditFollower audits,
      InstantSource clock) {
    this.samples = samples;
    this.registry = registry;
    this.shelf = shelf;
    this.plan = plan;
    this.audits = audits;
    this.clock = clock;
  }

  /** Draws from a day's impressions, as CSV with {@code unit}, {@code views} and {@code score}. */
  @PostMapping("/v1/samples")
  ResponseEntity<byte[]> sample(HttpServletRequest request, Authentication who) throws IOException {
    Parameters query = Parameters.of(request, "policy", "day", "size", "seed");
    Samples.Wanted wanted =
        new Samples.Wanted(
            policy(query),
            day(query),
            (int) query.number("size", 2, MOST_DRAWS, 400),
            query.number("seed", Long.MIN_VALUE, Long.MAX_VALUE, 1),
            Author.of(who).id());
    Samples.Drawn drawn;
    try (InputStreamReader csv =
        new InputStreamReader(request.getInputStream(), StandardCharsets.UTF_8)) {
      drawn = samples.draw(wanted, csv);
    } catch (TableException wrong) {
      throw Refusal.of(ProblemType.INVALID, String.valueOf(wrong.getMessage()));
    }
    if (drawn.sample().isEmpty()) {
      throw Refusal.of(
          ProblemType.CONFLICT,
          "policy `%s` has a sample of %s already; a day is drawn once, from all its content"
              .formatted(wanted.policy(), wanted.day()));
    }
    return Answers.status(
        201,
        members(
            "sample",
            drawn.sample().get(),
            "units",
            drawn.units(),
            "draws",
            (long) drawn.draws(),
            "asked",
            (long) drawn.asked()));
  }

  private String policy(Parameters query) {
    String policy =
        query
            .text("policy")
            .orElseThrow(() -> Refusal.at(ProblemType.INVALID, "policy", "`policy` is missing"));
    if (!shelf.active().policies().containsKey(policy)) {
      throw Refusal.at(
          ProblemType.INVALID, "policy", "the active pack has no policy `" + policy + "`");
    }
    return policy;
  }

  private static LocalDate day(Parameters query) {
    String text = query.text("day").orElse("");
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      throw Refusal.at(ProblemType.INVALID, "day", "`day` must be a date such as 2026-03-01");
    }
  }

  /** Which model judges draws, what waits for it, and what it has cost today. */
  @GetMapping("/v1/judge")
  ResponseEntity<byte[]> judge(HttpServletRequest request) {
    Parameters.of(request);
    return Answers.ok(
        audits
            .standing()
            .map(one ->
                members(
                    "model", one.model(),
                    "waiting", one.waiting(),
                    "tokensToday", one.tokens(),
                    "tokensPerDay", one.tokensPerDay()))
            .orElse(members("model", "", "waiting", 0L, "tokensToday", 0L, "tokensPerDay", 0L)));
  }

  @GetMapping("/v1/status")
  ResponseEntity<byte[]> status(HttpServletRequest request) {
    Parameters.of(request);
    return Answers.ok(
        StatusJson.tree(Status.read(registry, shelf.active(), plan.plan(), clock.instant())));
  }

  /** A published figure, what it restates and what restates it. */
  @GetMapping("/v1/figures/{id}")
  ResponseEntity<byte[]> figure(@PathVariable String id, HttpServletRequest request) {
    Parameters.of(request);
    return Answers.ok(StatusJson.tree(history(registry, id)));
  }

  /** The history of the figure with that number, as an address has it. */
  public static Registry.History history(Registry registry, String id) {
    return Optional.of(id)
        .filter(text -> text.matches("\\d{1,18}"))
        .flatMap(text -> registry.history(Long.parseLong(text)))
        .orElseThrow(
            () -> Refusal.of(ProblemType.NOT_FOUND, "no figure `" + id + "` was published"));
  }

  /** Publishes what is due now instead of at the next full hour. */
  @PostMapping("/v1/status/publish")
  ResponseEntity<byte[]> publish() {
    return Answers.ok(members("figures", (long) registry.publish(clock.instant())));
  }
}
