package io.hedgerow.server.label;

import io.hedgerow.engine.decision.SourceKind;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.ledger.label.Source;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.security.core.Authentication;

/**
 * In whose name a label from outside may speak. A person judges in their own name. A key speaks for
 * machines and users of the product; for a person who reviewed elsewhere only if it may work cases
 * for people; for an appeal never, since that is decided on its case, by somebody who had no hand
 * in what is objected to; and for a rule of the pack never, since only the engine evaluates those.
 */
final class Voice {
  private static final List<String> KINDS =
      Arrays.stream(SourceKind.values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

  private final Supplier<Pack> pack;

  Voice(Supplier<Pack> pack) {
    this.pack = pack;
  }

  /** The source that {@code source} of a body names, for whoever sends it. */
  Source of(Body body, Authentication who) {
    Author author = Author.of(who);
    Body source = body.inside("source");
    return author.machine() ? ofKey(source, author, who) : ofPerson(source, author);
  }

  private static Source ofPerson(Body source, Author author) {
    if (!source.members().isEmpty()) {
      throw Refusal.at(
          ProblemType.INVALID, "source", "leave it out: a person judges in their own name");
    }
    return Source.reviewer(author.id());
  }

  private Source ofKey(Body source, Author author, Authentication who) {
    String word = source.text("kind");
    String id = source.text("id");
    String version = source.optionalText("version").orElse("");
    return switch (kind(word)) {
      case APPEAL ->
          throw refused(
              "source.kind",
              "an appeal is decided on its case, by a person; use POST /v1/cases/{id}/decide");
      case REVIEWER -> {
        if (!Permission.CASES_WORK.heldBy(who)) {
          throw refused("source.kind", "this key does not work for reviewers")
              .with("needs", Permission.CASES_WORK.scope());
        }
        yield Source.reviewer(author.id() + "/" + id);
      }
      case RULE -> {
        if (pack.get().rules().stream().anyMatch(rule -> rule.id().equals(id))) {
          throw refused(
              "source.id",
              "`" + id + "` is a rule of the active pack: only the engine speaks for it");
        }
        yield new Source(SourceKind.RULE, id, version);
      }
      case SourceKind machine -> new Source(machine, id, version);
    };
  }

  private static SourceKind kind(String word) {
    return Optional.of(word)
        .filter(KINDS::contains)
        .map(known -> SourceKind.valueOf(known.toUpperCase(Locale.ROOT)))
        .orElseThrow(() ->
            Refusal.at(ProblemType.INVALID, "source.kind", "there is no source `" + word + "`")
                .with("hint", Suggestion.hint(word, KINDS)));
  }

  private static Refusal refused(String where, String why) {
    return Refusal.at(ProblemType.FORBIDDEN, where, why);
  }
}
