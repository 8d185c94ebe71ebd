package io.hedgerow.server.console;

import io.hedgerow.engine.policy.Policy;
import io.hedgerow.engine.statement.Phrase;
import io.hedgerow.engine.statement.StatementWords;
import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.Appeals;
import io.hedgerow.review.appeal.Appeals.Filed;
import io.hedgerow.review.appeal.Appeals.Outcome;
import io.hedgerow.review.appeal.Statement;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What a user reads behind the link of a statement, and where they object, in their language. Needs
 * no account: the link is the secret. Shows no content and no names of those who judged.
 */
@Shows("statement")
@RestController
public final class StatementPage {
  private final Templates templates;
  private final Review review;
  private final PackShelf shelf;
  private final InstantSource clock;

  StatementPage(Templates templates, Review review, PackShelf shelf, InstantSource clock) {
    this.templates = templates;
    this.review = review;
    this.shelf = shelf;
    this.clock = clock;
  }

  /** A policy's text and the language that it is in. */
  public record PolicyText(String text, String language) {}

  @GetMapping("/statements/{token}")
  ResponseEntity<byte[]> page(@PathVariable String token, HttpServletRequest request) {
    Statement statement = find(token);
    StatementWords words = shelf.active().statements().in(statement.language());
    return templates.render(
        "statement",
        Map.of(
            "statement", statement,
            "words", words,
            "policy", policy(statement.policy(), words),
            "late", statement.ends().filter(clock.instant()::isAfter).isPresent(),
            "csrf",
                Objects.requireNonNull(
                    (CsrfToken) request.getAttribute(CsrfToken.class.getName()))));
  }

  /** In the reader's language if the pack has it there, else as it is written. */
  private Optional<PolicyText> policy(String id, StatementWords words) {
    String written = shelf.active().statements().standard();
    return words
        .policy(id)
        .text()
        .map(text -> new PolicyText(text, words.language()))
        .or(() ->
            Optional.ofNullable(shelf.active().policies().get(id))
                .map(Policy::text)
                .map(text -> new PolicyText(text, written)));
  }

  /** Files the objection; what was filed already stays as it is. */
  @ShowsNoContent
  @PostMapping("/statements/{token}")
  ResponseEntity<Void> appeal(@PathVariable String token, @RequestParam String text) {
    Statement statement = find(token);
    if (text.isBlank() || text.length() > Appeals.LONGEST) {
      throw Refusal.at(
          ProblemType.INVALID, "text", "an objection has 1 to " + Appeals.LONGEST + " characters");
    }
    Filed filed = review.appeals().file(statement.token(), text);
    if (filed instanceof Filed.Unknown) {
      throw unknown();
    }
    // Too late or final: the page itself says so, in the reader's words.
    return ResponseEntity.status(303).header(HttpHeaders.LOCATION, statement.link()).build();
  }

  /** What the page says of an outcome. */
  public static Phrase outcome(String word) {
    return switch (Outcome.valueOf(word.toUpperCase(Locale.ROOT))) {
      case UPHELD -> Phrase.UPHELD;
      case OVERTURNED -> Phrase.OVERTURNED;
      case MODIFIED -> Phrase.MODIFIED;
    };
  }

  /** A date as the reader writes it. */
  public static String date(StatementWords words, Instant instant) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(Locale.forLanguageTag(words.language()))
        .format(instant.atOffset(ZoneOffset.UTC));
  }

  private Statement find(String token) {
    return review.appeals().find(token).orElseThrow(StatementPage::unknown);
  }

  private static Refusal unknown() {
    return Refusal.of(ProblemType.NOT_FOUND, "there is no such statement");
  }
}
