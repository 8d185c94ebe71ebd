package io.hedgerow.engine.condition;

import io.hedgerow.engine.condition.Names.Name;
import io.hedgerow.engine.decision.Defect;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event's data as its type declares it, made by an {@link EventTyping}. What did not fit counts
 * as absent and is named as a defect. Immutable.
 */
public final class TypedEvent {
  private final Event event;
  private final Instant time;
  private final List<Field> types;
  private final List<Field> actorTypes;
  private final @Nullable Object[] fields;
  private final @Nullable Object[] actorFields;
  private final List<Defect> defects;
  private final Optional<EntityId> actor;
  private final Optional<EntityId> subject;

  /**
   * @param time the event's, after any correction for a wrong clock; ages are counted to it
   * @param fields values of {@code types}, by place
   * @param actorFields values of {@code actorTypes}, by place
   */
  TypedEvent(
      Event event,
      Instant time,
      List<Field> types,
      List<Field> actorTypes,
      @Nullable Object[] fields,
      @Nullable Object[] actorFields,
      List<Defect> defects,
      Optional<EntityId> actor,
      Optional<EntityId> subject) {
    this.event = event;
    this.time = time;
    this.types = types;
    this.actorTypes = actorTypes;
    this.fields = fields;
    this.actorFields = actorFields;
    this.defects = List.copyOf(defects);
    this.actor = actor;
    this.subject = subject;
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
    return defects;
  }
}
