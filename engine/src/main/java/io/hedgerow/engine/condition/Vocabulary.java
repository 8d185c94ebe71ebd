package io.hedgerow.engine.condition;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Field;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every name a condition on one event type can use, with its type. */
final class Vocabulary implements CelTypeProvider {
  /** Before the name of a root in the name of its type. */
  static final String PREFIX = "hedgerow.";

  private final String eventType;
  private final ImmutableMap<String, Integer> eventPlaces;
  private final ImmutableMap<String, Integer> actorPlaces;
  private final ImmutableMap<String, StructType> roots;

  Vocabulary(Pack pack, EventType type) {
    eventType = type.name();
    eventPlaces = places(type.fields());
    actorPlaces = places(pack.actorFields());
    Collection<SignalDefinition> signals = pack.signals().values();
    roots =
        ImmutableMap.of(
            "event", root("event", eventNames(type)),
            "actor", root("actor", actorNames(pack.actorFields(), type)),
            "subject", root("subject", subjectNames(type)),
            "counter", root("counter", counterNames(pack.counters().values())),
            "list", root("list", listNames(pack.lists().keySet())),
            "score", root("score", signalNames(signals, SignalDefinition.Kind.SCORE)),
            "match", root("match", signalNames(signals, SignalDefinition.Kind.MATCH)));
  }

  /** Which declared field a name is, by its place; {@link Names.Name#DERIVED} when it is none. */
  int field(String root, String member) {
    @Nullable Integer place =
        switch (root) {
          case "event" -> eventPlaces.get(member);
          case "actor" -> TypedEvent.isDerivedOfActor(member) ? null : actorPlaces.get(member);
          default -> null;
        };
    return place == null ? Names.Name.DERIVED : place;
  }

  private static ImmutableMap<String, Integer> places(List<Field> fields) {
    ImmutableMap.Builder<String, Integer> places = ImmutableMap.builder();
    for (Field field : fields) {
      places.put(field.name(), TypedEvent.place(fields, field.name()));
    }
    return places.buildKeepingLast();
  }

  private static StructType root(String name, Map<String, CelType> names) {
    ImmutableMap<String, CelType> members = ImmutableMap.copyOf(names);
    return StructType.create(
        PREFIX + name, members.keySet(), member -> Optional.ofNullable(members.get(member)));
  }

  private static Map<String, CelType> eventNames(EventType type) {
    Map<String, CelType> names = new TreeMap<>();
    names.put("time", SimpleType.TIMESTAMP);
    names.put("type", SimpleType.STRING);
    for (Field field : type.fields()) {
      names.put(field.name(), celType(field.type()));
      if (field.type() == FieldType.URL) {
        names.put(field.name() + "_domain", SimpleType.STRING);
        names.put(field.name() + "_host", SimpleType.STRING);
      }
    }
    return names;
  }

  private static Map<String, CelType> actorNames(List<Field> fields, EventType type) {
    Map<String, CelType> names = new TreeMap<>();
    if (type.actor().isPresent()) {
      names.put("id", SimpleType.STRING);
      names.put("entity", SimpleType.STRING);
      for (Field field : fields) {
        names.put(field.name(), celType(field.type()));
        if (field.name().equals("created_at") && field.type() == FieldType.TIME) {
          names.put("age_days", SimpleType.DOUBLE);
        }
      }
    }
    return names;
  }

  private static Map<String, CelType> subjectNames(EventType type) {
    return type.subject().isEmpty()
        ? Map.of()
        : Map.of("id", SimpleType.STRING, "kind", SimpleType.STRING, "entity", SimpleType.STRING);
  }

  private static Map<String, CelType> counterNames(Collection<CounterDefinition> counters) {
    Map<String, CelType> names = new TreeMap<>();
    counters.forEach(counter -> names.put(counter.name(), celType(counter.aggregation())));
    return names;
  }

  static CelType celType(CounterDefinition.Aggregation aggregation) {
    return switch (aggregation) {
      case COUNT, DISTINCT -> SimpleType.INT;
      case SUM, MIN, MAX, ENTROPY, TOP_SHARE -> SimpleType.DOUBLE;
      case FIRST_SEEN, LAST_SEEN -> SimpleType.TIMESTAMP;
    };
  }

  private static Map<String, CelType> listNames(Set<String> lists) {
    Map<String, CelType> names = new TreeMap<>();
    lists.forEach(list -> names.put(list, MapType.create(SimpleType.STRING, SimpleType.BOOL)));
    return names;
  }

  private static Map<String, CelType> signalNames(
      Collection<SignalDefinition> signals, SignalDefinition.Kind kind) {
    Map<String, CelType> names = new TreeMap<>();
    for (SignalDefinition signal : signals) {
      if (signal.kind() == kind) {
        names.put(
            signal.name(),
            kind == SignalDefinition.Kind.SCORE ? SimpleType.DOUBLE : SimpleType.INT);
      }
    }
    return names;
  }

  private static CelType celType(FieldType type) {
    return switch (type) {
      case STRING, TEXT, URL, IMAGE -> SimpleType.STRING;
      case INT -> SimpleType.INT;
      case DOUBLE -> SimpleType.DOUBLE;
      case BOOL -> SimpleType.BOOL;
      case TIME -> SimpleType.TIMESTAMP;
      case LIST -> ListType.create(SimpleType.STRING);
    };
  }

  /** {@code event}, {@code actor} and so on, with their types. */
  Map<String, StructType> variables() {
    return roots;
  }

  String eventType() {
    return eventType;
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.copyOf(roots.values());
  }

  @Override
  public Optional<CelType> findType(String name) {
    return roots.values().stream()
        .filter(t -> t.name().equals(name))
        .map(t -> (CelType) t)
        .findAny();
  }
}
