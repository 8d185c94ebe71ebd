package io.hedgerow.review.bulk;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Rule.RuleLabel;
import io.hedgerow.engine.pack.Rule.Target;
import io.hedgerow.review.bulk.BulkAction.Problem;
import io.hedgerow.review.bulk.Entities.Line;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which kinds of entity a bulk action may name: those that the pack knows, or the one that was
 * asked for. A file of boards where pins were meant is found out line by line, before anything is
 * done.
 */
public record Kinds(SortedSet<String> valid) {

  /** Kinds of the pack's actors, subjects and labels, and images. */
  public static Kinds of(Pack pack) {
    TreeSet<String> kinds = new TreeSet<>();
    kinds.add("image");
    for (EventType type : pack.eventTypes().values()) {
      type.actor().ifPresent(actor -> kinds.add(actor.kind()));
      type.subject().ifPresent(subject -> kinds.add(subject.kind()));
    }
    pack.rules().stream()
        .map(Rule::labels)
        .flatMap(labels -> labels.stream().map(RuleLabel::target))
        .forEach(target -> {
          if (target instanceof Target.Computed(String kind, _)) {
            kinds.add(kind);
          }
        });
    return new Kinds(kinds);
  }

  /** Only that one, if one is named. */
  public Kinds only(Optional<String> kind) {
    return kind.map(k -> new Kinds(new TreeSet<>(java.util.Set.of(k)))).orElse(this);
  }

  /** Reads one line's text. */
  Line line(long number, String text) {
    try {
      EntityId entity = EntityId.parse(text.strip());
      return valid.contains(entity.kind())
          ? new Line.Named(number, entity)
          : wrong(
              number,
              "kind `%s` is not wanted here; valid: %s"
                  .formatted(entity.kind(), String.join(", ", valid)));
    } catch (IllegalArgumentException unreadable) {
      return wrong(number, String.valueOf(unreadable.getMessage()));
    }
  }

  static Line wrong(long number, String message) {
    return new Line.Wrong(new Problem(number, message));
  }
}
