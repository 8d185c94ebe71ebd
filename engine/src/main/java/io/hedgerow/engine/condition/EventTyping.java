package io.hedgerow.engine.condition;

import io.hedgerow.engine.decision.Defect;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.EventType.EntityField;
import io.hedgerow.engine.pack.Field;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the data of events of one type as the type declares it. What does not fit counts as absent
 * and is named as a defect; nothing throws. It remembers where each member stood in the event
 * before, as senders write them in one order; so it serves one thread, one event after the other.
 */
public final class EventTyping {
  /** Longer text is cut before rules see it, in UTF-16 units. */
  public static final int MAX_TEXT = 1 << 16;

  private static final int MAX_ELEMENTS = 10_000;
  private static final String DATA = "data.";
  private static final int NONE = -1;

  private final EventType type;
  private final Field[] fields;
  private final List<Field> actorFields;
  private final int actor;
  private final int subject;
  private final boolean sameEntity;

  private final @Nullable Object[] nothing;
  private final Layout layout;
  private final Layout actorLayout;
  private List<Defect> defects = List.of();

  /**
   * @param actorFields what the pack declares of actors
   */
  public EventTyping(EventType type, List<Field> actorFields) {
    this.type = type;
    this.fields = type.fields().toArray(Field[]::new);
    this.actorFields = List.copyOf(actorFields);
    this.actor = place(type.actor());
    this.subject = place(type.subject());
    this.sameEntity = type.actor().equals(type.subject());
    this.nothing = new Object[actorFields.size()];
    this.layout = new Layout(type.fields());
    this.actorLayout = new Layout(actorFields);
  }

  private int place(Optional<EntityField> entity) {
    return entity.map(field -> TypedEvent.place(type.fields(), field.field())).orElse(NONE);
  }

  /**
   * Types one event.
   *
   * @param time the event's, after any correction for a wrong clock; ages are counted to it
   */
  public TypedEvent read(Event event, Instant time) {
    defects = List.of();
    layout.look(event.data());
    @Nullable Object[] values = new Object[fields.length];
    @Nullable Object[] ofActor = nothing;
    for (int i = 0; i < fields.length; i++) {
      Object raw = layout.value(i);
      if (raw instanceof Map<?, ?> object && i == actor) {
        ofActor = new Object[actorFields.size()];
        values[i] = readActor(object, fields[i], ofActor);
      } else if (raw != null) {
        values[i] = read(DATA, fields[i], raw);
      }
    }
    Optional<EntityId> who = entity(type.actor(), values, actor);
    Optional<EntityId> what =
        sameEntity && who.isPresent() ? who : entity(type.subject(), values, subject);
    return new TypedEvent(
        event, time, type.fields(), actorFields, values, ofActor, defects, who, what);
  }

  private void defect(String kind, String where, String message) {
    if (defects.isEmpty()) {
      defects = new ArrayList<>(4);
    }
    defects.add(new Defect(kind, where, message));
  }

  private @Nullable Object readActor(Map<?, ?> object, Field field, @Nullable Object[] into) {
    String id = object.get("id") instanceof String text ? text : null;
    if (id == null) {
      defect("type_mismatch", DATA + field.name(), "has no text `id`; taken as absent");
    }
    actorLayout.look(object);
    for (int i = 0; i < into.length; i++) {
      Field declared = actorFields.get(i);
      Object raw = actorLayout.value(i);
      if (raw != null) {
        into[i] = read(DATA + field.name() + ".", declared, raw);
      }
    }
    return id;
  }

  private @Nullable Object read(String path, Field field, Object raw) {
    Object value = convert(path, field, raw);
    if (value == null) {
      defect(
          "type_mismatch",
          path + field.name(),
          "must be " + field.type().word() + ", was " + kind(raw) + "; taken as absent");
    }
    return value;
  }

  private @Nullable Object convert(String path, Field field, Object raw) {
    return switch (field.type()) {
      case STRING, TEXT, URL, IMAGE -> raw instanceof String text ? cut(path, field, text) : null;
      case INT -> integer(raw);
      case DOUBLE -> number(raw);
      case BOOL -> raw instanceof Boolean ? raw : null;
      case TIME -> time(raw);
      case LIST -> raw instanceof List<?> list ? texts(path, field, list) : null;
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
      case Double d when !d.isNaN() -> d;
      case Long whole -> whole.doubleValue();
      default -> null;
    };
  }

  private String cut(String path, Field field, String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    defect(
        "too_long",
        path + field.name(),
        "has " + text.length() + " characters; cut to " + MAX_TEXT);
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

  private @Nullable Object texts(String path, Field field, List<?> list) {
    if (list.size() > MAX_ELEMENTS || !list.stream().allMatch(String.class::isInstance)) {
      return null;
    }
    List<String> texts = new ArrayList<>(list.size());
    for (Object element : list) {
      texts.add(cut(path, field, (String) element));
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

  private Optional<EntityId> entity(
      Optional<EntityField> field, @Nullable Object[] values, int place) {
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Object id = place < 0 ? null : values[place];
    if (id instanceof Long number) {
      id = number.toString();
    }
    if (id instanceof String text && EntityId.isId(text)) {
      return Optional.of(new EntityId(field.get().kind(), text));
    }
    defect(
        "no_entity",
        DATA + field.get().field(),
        "names no " + field.get().kind() + "; labels on it are not possible");
    return Optional.empty();
  }
}
