package io.hedgerow.server.truth;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.json.Parameters;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.truth.GroundTruth.Example;
import io.hedgerow.server.truth.GroundTruth.Trust;
import io.hedgerow.server.truth.GroundTruth.Wanted;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Ground truth as JSON lines, as {@code hedgerow text learn} reads them. */
@Shows("ground truth exported")
@RestController
final class GroundTruthRoutes {
  private final GroundTruth truth;
  private final Ledger ledger;
  private final Bounds bounds;
  private final InstantSource clock;

  GroundTruthRoutes(GroundTruth truth, Ledger ledger, Bounds bounds, InstantSource clock) {
    this.truth = truth;
    this.ledger = ledger;
    this.bounds = bounds;
    this.clock = clock;
  }

  /** The export is in the audit chain before its first line is sent. */
  @GetMapping("/v1/ground-truth")
  void export(HttpServletRequest request, HttpServletResponse response, Authentication who)
      throws IOException {
    Wanted wanted = wanted(Parameters.of(request, "policy", "since", "before", "trust"));
    String author = Author.of(who).id();
    bounds.check(who, wanted.policy());
    bounds.lookAtPolicy(who, wanted.policy());
    ledger.note(
        "ground truth exported",
        author,
        members(
            "policy", wanted.policy(),
            "since", wanted.since().toString(),
            "before", wanted.before().toString(),
            "trust", wanted.least().word()),
        _ -> {});
    response.setContentType("application/x-ndjson");
    response.setCharacterEncoding("UTF-8");
    try (OutputStream out = new BufferedOutputStream(response.getOutputStream())) {
      truth.read(wanted, entities -> bounds.open(who, entities), example -> write(out, example));
    } catch (UncheckedIOException gone) {
      throw gone.getCause();
    }
  }

  private Wanted wanted(Parameters query) {
    String policy =
        query
            .text("policy")
            .orElseThrow(() -> Refusal.at(ProblemType.INVALID, "policy", "`policy` is missing"));
    return new Wanted(
        policy,
        query.time("since").orElse(Instant.EPOCH),
        query.time("before").orElseGet(clock::instant),
        trust(query.text("trust").orElse("single")));
  }

  private static Trust trust(String word) {
    return Arrays.stream(Trust.values())
        .filter(trust -> trust.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            Refusal.at(ProblemType.INVALID, "trust", "`trust` must be single, agreed or settled"));
  }

  private static void write(OutputStream out, Example example) {
    String line =
        CanonicalJson.write(
            members(
                "id", "label:" + example.label(),
                "entity", example.entity().toString(),
                "text", example.text(),
                "labels", Map.of(example.policy(), example.violates()),
                "trust", example.trust().word(),
                "source", example.source(),
                "at", example.at().toString()));
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }
}
