package io.hedgerow.engine.condition;

import io.hedgerow.engine.decision.Defect;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.EventType.EntityField;
import io.hedgerow.engine.pack.Field;
import io.hedgerow.engine.pack.FieldType;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event's data read as its type declares it. What does not fit counts as absent and is named as
 * a defect; nothing throws.
 */
public final class TypedEvent {
  /** Longer text is cut before rules see it, in UTF-16 units. */
  public static final int MAX_TEXT = 1 << 16;

  private static final int MAX_ELEMENTS = 10_000;

  private final Event event;
  private final Instant time;
  private final Map<String, Object> fields = new HashMap<>();
  private final Map<String, Object> actorFields = new HashMap<>();
  private final List<Defect> defects = new ArrayList<>(0);
  private final Optional<EntityId> actor;
  private final Optional<EntityId> subject;

  /**
   * @param time the event's, after any correction for a wrong clock; ages are counted to it
   */
  public TypedEvent(Event event, EventType type, List<Field> actorTypes, Instant time) {
    this.event = event;
    this.time = time;
    String actorField = type.actor().map(EntityField::field).orElse("");
    for (Field field : type.fields()) {
      Object raw = event.data().get(field.name());
      if (raw instanceof Map<?, ?> object && field.name().equals(actorField)) {
        readActor(object, field, actorTypes);
      } else if (raw != null) {
        read("data." + field.name(), field, raw, fields);
      }
    }
    actor = entity(type.actor());
    subject = entity(type.subject());
  }

  private void readActor(Map<?, ?> object, Field field, List<Field> actorTypes) {
    if (object.get("id") instanceof String id) {
      fields.put(field.name(), id);
    } else {
      defects.add(
          new Defect("type_mismatch", "data." + field.name(), "has no text `id`; taken as absent"));
    }
    for (Field declared : actorTypes) {
      Object raw = object.get(declared.name());
      if (raw != null) {
        read("data." + field.name() + "." + declared.name(), declared, raw, actorFields);
      }
    }
  }

  private void read(String where, Field field, Object raw, Map<String, Object> into) {
    Object value = convert(where, field.type(), raw);
    if (value == null) {
      defects.add(
          new Defect(
              "type_mismatch",
              where,
              "must be " + field.type().word() + ", was " + kind(raw) + "; taken as absent"));
    } else {
      into.put(field.name(), value);
    }
  }

  private @Nullable Object convert(String where, FieldType type, Object raw) {
    return switch (type) {
      case STRING, TEXT, URL, IMAGE -> raw instanceof String text ? cut(where, text) : null;
      case INT -> integer(raw);
      case DOUBLE -> number(raw);
      case BOOL -> raw instanceof Boolean ? raw : null;
      case TIME -> time(raw);
      case LIST -> raw instanceof List<?> list ? texts(where, list) : null;
    };
  }

  private static @Nullable Object integer(Object raw) {
    return switch (raw) {
      case Long whole -> whole;
      case Double d when d == Math.rint(d) && Math.abs(d) < 1L << 53 -> d.longValue();
      default -> null;
    };
  }

  private static @Nullable Object number(Object raw) {
    return switch (raw) {
      case Long whole -> whole.doubleValue();
      case Double d when !d.isNaN() -> d;
      default -> null;
    };
  }

  private String cut(String where, String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    defects.add(
        new Defect("too_long", where, "has " + text.length() + " characters; cut to " + MAX_TEXT));
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return text.substring(0, end);
  }

  private static @Nullable Object time(Object raw) {
    try {
      return switch (raw) {
        case String text -> Times.parse(text);
        case Long millis when Math.abs(millis) < 253_402_300_800_000L ->
            Instant.ofEpochMilli(millis);
        default -> null;
      };
    } catch (DateTimeException _) {
      return null;
    }
  }

  private @Nullable Object texts(String where, List<?> list) {
    if (list.size() > MAX_ELEMENTS || !list.stream().allMatch(String.class::isInstance)) {
      return null;
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object element : list) {
      texts.add(cut(where, (String) element));
    }
    return List.copyOf(texts);
  }

  private static String kind(Object raw) {
    return switch (raw) {
      case String _ -> "text";
      case Long _ -> "a whole number";
      case Double d -> d.isNaN() ? "not a number" : "a number";
      case Boolean _ -> "true or false";
      case List<?> _ -> "a list";
      case Map<?, ?> _ -> "an object";
      default -> "something else";
    };
  }

  private Optional<EntityId> entity(Optional<EntityField> field) {
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Object id = fields.get(field.get().field());
    if (id instanceof Long number) {
      id = number.toString();
    }
    if (id instanceof String text && EntityId.isId(text)) {
      return Optional.of(new EntityId(field.get().kind(), text));
    }
    defects.add(
        new Defect(
            "no_entity",
            "data." + field.get().field(),
            "names no " + field.get().kind() + "; labels on it are not possible"));
    return Optional.empty();
  }

  /** {@code event.NAME}: a declared field, one derived from a url field, or an attribute. */
  @Nullable Object eventField(String name) {
    Object declared = fields.get(name);
    if (declared != null) {
      return declared;
    }
    if (name.endsWith("_domain")) {
      return link(name, "_domain").map(Link::domain).orElse(null);
    }
    if (name.endsWith("_host")) {
      return link(name, "_host").map(Link::host).orElse(null);
    }
    return switch (name) {
      case "time" -> time;
      case "type" -> event.type();
      default -> null;
    };
  }

  private Optional<Link> link(String name, String suffix) {
    return fields.get(name.substring(0, name.length() - suffix.length())) instanceof String url
        ? Link.parse(url)
        : Optional.empty();
  }

  /** {@code actor.NAME}: a declared actor field, {@code id}, {@code entity} or {@code age_days}. */
  @Nullable Object actorField(String name) {
    return switch (name) {
      case "id" -> actor.map(EntityId::id).orElse(null);
      case "entity" -> actor.map(EntityId::toString).orElse(null);
      case "age_days" ->
          actorFields.get("created_at") instanceof Instant created
              ? Duration.between(created, time).toMillis() / 86_400_000.0
              : actorFields.get(name);
      default -> actorFields.get(name);
    };
  }

  /** {@code subject.NAME}: {@code id}, {@code kind} or {@code entity}. */
  @Nullable Object subjectField(String name) {
    return switch (name) {
      case "id" -> subject.map(EntityId::id).orElse(null);
      case "kind" -> subject.map(EntityId::kind).orElse(null);
      case "entity" -> subject.map(EntityId::toString).orElse(null);
      default -> null;
    };
  }

  /** A declared field's value. */
  public Optional<Object> field(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  public Event event() {
    return event;
  }

  public Optional<EntityId> actor() {
    return actor;
  }

  public Optional<EntityId> subject() {
    return subject;
  }

  /** What did not fit, in field order. */
  public List<Defect> defects() {
    return List.copyOf(defects);
  }
}
