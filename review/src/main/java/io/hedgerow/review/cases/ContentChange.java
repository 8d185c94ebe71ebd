package io.hedgerow.review.cases;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.pack.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A field of an entity's content that says something else than before; empty where it said or says
 * nothing.
 */
public record ContentChange(String field, Optional<String> before, Optional<String> after) {

  /** What differs between two looks at the same entity, in the order of its fields. */
  public static List<ContentChange> between(Content before, Content after) {
    Set<String> fields = new LinkedHashSet<>();
    after.saying().map(Field::name).forEach(fields::add);
    before.saying().map(Field::name).forEach(fields::add);
    return fields.stream()
        .map(field -> new ContentChange(field, text(before, field), text(after, field)))
        .filter(change -> !change.before().equals(change.after()))
        .toList();
  }

  private static Optional<String> text(Content content, String field) {
    Object value = content.data().get(field);
    return value == null
        ? Optional.empty()
        : Optional.of(
            value instanceof String text
                ? text
                : Objects.requireNonNull(CanonicalJson.write(value)));
  }
}
