package io.hedgerow.engine.condition;

import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.decision.Defect;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.EventType.EntityField;
import io.hedgerow.engine.pack.Field;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final String DATA = "data.";

  private final Event event;
  private final Instant time;
  private final List<Field> types;
  private final List<Field> actorTypes;
  private final @Nullable Object[] fields;
  private final @Nullable Object[] actorFields;
  private List<Defect> defects = List.of();
  private final Optional<EntityId> actor;
  private final Optional<EntityId> subject;

  /**
   * @param time the event's, after any correction for a wrong clock; ages are counted to it
   */
  public TypedEvent(Event event, EventType type, List<Field> actorTypes, Instant time) {
    this.event = event;
    this.time = time;
    this.types = type.fields();
    this.actorTypes = actorTypes;
    this.fields = new Object[types.size()];
    this.actorFields = new Object[actorTypes.size()];
    String actorField = type.actor().map(EntityField::field).orElse("");
    for (int i = 0; i < fields.length; i++) {
      Field field = types.get(i);
      Object raw = event.data().get(field.name());
      if (raw instanceof Map<?, ?> object && field.name().equals(actorField)) {
        fields[i] = readActor(object, field);
      } else if (raw != null) {
        fields[i] = read(DATA, field, raw);
      }
    }
    actor = entity(type.actor());
    subject = entity(type.subject());
  }

  private void defect(Defect defect) {
    if (defects.isEmpty()) {
      defects = new ArrayList<>(4);
    }
    defects.add(defect);
  }

  private @Nullable Object readActor(Map<?, ?> object, Field field) {
    String id = object.get("id") instanceof String text ? text : null;
    if (id == null) {
      defect(new Defect("type_mismatch", DATA + field.name(), "has no text `id`; taken as absent"));
    }
    for (int i = 0; i < actorFields.length; i++) {
      Field declared = actorTypes.get(i);
      Object raw = object.get(declared.name());
      if (raw != null) {
        actorFields[i] = read(DATA + field.name() + ".", declared, raw);
      }
    }
    return id;
  }

  private @Nullable Object read(String path, Field field, Object raw) {
    Object value = convert(path, field, raw);
    if (value == null) {
      defect(
          new Defect(
              "type_mismatch",
              path + field.name(),
              "must be " + field.type().word() + ", was " + kind(raw) + "; taken as absent"));
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
      case Long whole -> whole.doubleValue();
      case Double d when !d.isNaN() -> d;
      default -> null;
    };
  }

  private String cut(String path, Field field, String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    defect(
        new Defect(
            "too_long",
            path + field.name(),
            "has " + text.length() + " characters; cut to " + MAX_TEXT));
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

  private Optional<EntityId> entity(Optional<EntityField> field) {
    if (field.isEmpty()) {
      return Optional.empty();
    }
    Object id = value(types, fields, field.get().field());
    if (id instanceof Long number) {
      id = number.toString();
    }
    if (id instanceof String text && EntityId.isId(text)) {
      return Optional.of(new EntityId(field.get().kind(), text));
    }
    defect(
        new Defect(
            "no_entity",
            "data." + field.get().field(),
            "names no " + field.get().kind() + "; labels on it are not possible"));
    return Optional.empty();
  }

  /** Where a field stands among those declared; -1 when it is none of them. */
  static int place(List<Field> declared, String name) {
    for (int i = 0; i < declared.size(); i++) {
      if (declared.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Object value(
      List<Field> declared, @Nullable Object[] values, String name) {
    int place = place(declared, name);
    return place < 0 ? null : values[place];
  }

  /** {@code event.NAME}: a declared field, one derived from a url field, or an attribute. */
  @Nullable Object eventField(Name name) {
    Object declared = name.field() < 0 ? null : fields[name.field()];
    return declared != null ? declared : derived(name.member());
  }

  private @Nullable Object derived(String name) {
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
    return value(types, fields, name.substring(0, name.length() - suffix.length()))
            instanceof String url
        ? Link.parse(url)
        : Optional.empty();
  }

  /** Whether {@code actor.NAME} is no declared field, or not only. */
  static boolean isDerivedOfActor(String name) {
    return name.equals("id") || name.equals("entity") || name.equals("age_days");
  }

  /** {@code actor.NAME}: a declared actor field, {@code id}, {@code entity} or {@code age_days}. */
  @Nullable Object actorField(Name name) {
    return name.field() >= 0
        ? actorFields[name.field()]
        : switch (name.member()) {
          case "id" -> actor.map(EntityId::id).orElse(null);
          case "entity" -> actor.map(EntityId::toString).orElse(null);
          default ->
              value(actorTypes, actorFields, "created_at") instanceof Instant created
                  ? Duration.between(created, time).toMillis() / 86_400_000.0
                  : value(actorTypes, actorFields, name.member());
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
    return Optional.ofNullable(value(types, fields, name));
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
