package io.hedgerow.server.console;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.decision.RuleTrace;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.EventType.EntityField;
import io.hedgerow.engine.pack.Field;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.ledger.label.Label;
import io.hedgerow.ledger.label.Label.Says.Violates;
import io.hedgerow.ledger.label.Standing;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.decision.Explanations;
import io.hedgerow.server.image.ImageReference;
import io.hedgerow.server.image.PictureCopies;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** One decision: the event as a person sees it, and what every rule saw. */
@Shows("decision")
@RestController
public final class DecisionPage {
  /** From this severity on, content stays covered until somebody asks for it. */
  private static final int COVERED_FROM = 3;

  private final Templates templates;
  private final LedgerReader reader;
  private final Explanations explanations;
  private final PackShelf shelf;
  private final PictureCopies copies;
  private final Bounds bounds;
  private final InstantSource clock;

  DecisionPage(
      Templates templates,
      LedgerReader reader,
      Explanations explanations,
      PackShelf shelf,
      PictureCopies copies,
      Bounds bounds,
      InstantSource clock) {
    this.copies = copies;
    this.clock = clock;
    this.templates = templates;
    this.reader = reader;
    this.explanations = explanations;
    this.shelf = shelf;
    this.bounds = bounds;
  }

  /**
   * An event's content.
   *
   * @param fields what was posted, by name; the actor's and technical ones apart
   * @param covered true when it should not be seen unasked
   */
  public record Content(
      List<Posted> fields,
      List<Map.Entry<String, String>> actor,
      List<Map.Entry<String, String>> technical,
      boolean covered) {}

  /**
   * A field of what was posted.
   *
   * @param picture its id, when the field is one and a copy of it is kept here
   */
  public record Posted(String name, String text, Optional<String> picture) {}

  @GetMapping("/console/decisions/{id}")
  ResponseEntity<byte[]> page(
      @PathVariable String id, HttpServletRequest request, Authentication who) {
    StoredDecision stored =
        Optional.of(id)
            .filter(text -> text.matches("[0-9a-f]{32}"))
            .flatMap(reader::decision)
            .orElseThrow(
                () -> Refusal.of(ProblemType.NOT_FOUND, "there is no decision `" + id + "`"));
    Decision decision = stored.decision();
    Bounds.about(decision).ifPresent(entity -> bounds.look(who, entity));
    Event event = stored.event();
    List<RuleTrace> traces = new ArrayList<>(explanations.explain(event, decision));
    traces.sort(Comparator.comparing((RuleTrace t) -> !t.outcome().equals("held")));
    return templates.render(
        "decision",
        Map.of(
            "page", Page.of("Decision", "live", request, who),
            "stored", stored,
            "decision", decision,
            "content", content(event, covered(decision)),
            "traces", traces));
  }

  private Content content(Event event, boolean covered) {
    Optional<EventType> type = Optional.ofNullable(shelf.active().eventTypes().get(event.type()));
    Map<String, FieldType> types =
        type.stream()
            .flatMap(known -> known.fields().stream())
            .collect(Collectors.toMap(Field::name, Field::type));
    Optional<String> actorField = type.flatMap(EventType::actor).map(EntityField::field);
    List<Posted> fields = new ArrayList<>();
    List<Map.Entry<String, String>> actor = new ArrayList<>();
    List<Map.Entry<String, String>> technical = new ArrayList<>();
    event
        .data()
        .forEach((name, value) -> {
          if (value instanceof Map<?, ?> members && actorField.filter(name::equals).isPresent()) {
            members.forEach((k, v) -> actor.add(Map.entry(String.valueOf(k), Shown.value(v))));
          } else if (isContent(types.get(name))) {
            fields.add(posted(name, types.get(name), Shown.value(value)));
          } else {
            technical.add(Map.entry(name, Shown.value(value)));
          }
        });
    return new Content(fields, actor, technical, covered);
  }

  private Posted posted(String name, @Nullable FieldType type, String text) {
    return new Posted(
        name,
        text,
        type == FieldType.IMAGE
                && ImageReference.of(text) instanceof ImageReference.Uploaded(var id)
            ? Optional.of(id).filter(copies::has)
            : Optional.empty());
  }

  /** What people made, as the pack declares it; what it does not know is no content. */
  private static boolean isContent(@Nullable FieldType type) {
    return switch (type) {
      case TEXT, URL, IMAGE, LIST -> true;
      case STRING, INT, DOUBLE, BOOL, TIME -> false;
      case null -> false;
    };
  }

  /** By what was said of it then, and of what it shows since. */
  private boolean covered(Decision decision) {
    Stream<String> since =
        Bounds.about(decision).stream()
            .flatMap(entity -> Standing.at(reader.labels(entity), clock.instant()).stream())
            .filter(label -> label.says() instanceof Violates)
            .map(Label::policy);
    return Stream.concat(decision.labels().stream().map(ProposedLabel::policy), since)
        .map(shelf.active().policies()::get)
        .anyMatch((Policy policy) -> policy == null || policy.severity() >= COVERED_FROM);
  }
}
