package io.hedgerow.server.console;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.models.classifier.Occlusion;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.review.Dossiers;
import io.hedgerow.server.review.Said;
import io.hedgerow.server.review.Surroundings;
import io.hedgerow.server.review.Surroundings.Score;
import io.hedgerow.server.scoring.TextScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which words of a case its scores come from. */
@Shows(value = "case", keptByHandler = true)
@RestController
final class ReviewSpans {
  /** Scores below it are not why a case is here. */
  private static final double TELLING = 0.2;

  /** A word that adds less is not marked. */
  private static final double MARKED = 0.02;

  private static final int EXPLAINED = 2;
  private static final int LONGEST_TEXT = 2_000;

  private final HeldCases held;
  private final Dossiers dossiers;
  private final TextScores scores;

  ReviewSpans(HeldCases held, Dossiers dossiers, TextScores scores) {
    this.held = held;
    this.dossiers = dossiers;
    this.scores = scores;
  }

  /** Asked for when the case is on screen, as it takes a while. */
  @GetMapping("/console/review/{id}/spans")
  ResponseEntity<byte[]> spans(
      @PathVariable long id, @RequestParam UUID lease, Authentication who) {
    Surroundings around = dossiers.around(held.by(who, id, lease));
    List<Map<String, Object>> spans = new ArrayList<>();
    around.scores().stream()
        .filter(score -> score.value() >= TELLING)
        .limit(EXPLAINED)
        .forEach(score -> spans.addAll(spans(around, score)));
    return Answers.ok(members("spans", spans));
  }

  private List<Map<String, Object>> spans(Surroundings around, Score score) {
    return around.said().stream()
        .filter(said -> said.type() == FieldType.TEXT && said.field().equals(score.field()))
        .map(Said::text)
        .filter(text -> text.length() <= LONGEST_TEXT)
        .flatMap(text -> scores.explain(score.name(), text).stream())
        .filter(part -> part.weight() > MARKED)
        .map(part -> span(score, part))
        .toList();
  }

  private static Map<String, Object> span(Score score, Occlusion.Part part) {
    return members(
        "score", score.name(),
        "field", score.field(),
        "from", (long) part.from(),
        "to", (long) part.to(),
        "weight", part.weight());
  }
}
