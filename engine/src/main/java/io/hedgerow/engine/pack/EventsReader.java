package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.EventType.EntityField;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads {@code events.yaml}. */
final class EventsReader {
  static final Set<String> KEYS = Set.of("lateness", "actor", "types");
  static final Set<String> ACTOR_KEYS = Set.of("kind", "fields");
  static final Set<String> TYPE_KEYS = Set.of("description", "actor", "subject", "fields");
  static final Set<String> FIELD_KEYS = Set.of("type", "description");
  static final Set<String> ENTITY_KEYS = Set.of("kind", "field");
  static final Duration DEFAULT_LATENESS = Duration.ofHours(1);

  private static final Map<String, FieldType> TYPES =
      Stream.of(FieldType.values()).collect(Collectors.toUnmodifiableMap(FieldType::word, t -> t));

  /** CEL cannot read a member that is called like one of its keywords. */
  private static final Set<String> KEYWORDS = Set.of("in", "true", "false", "null");

  /** What {@code events.yaml} declares; without a type, nothing can be said of the pack's CEL. */
  record Events(Duration lateness, List<Field> actorFields, Map<String, EventType> types) {
    static final Events NONE = new Events(DEFAULT_LATENESS, List.of(), Map.of());
  }

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final Doubts doubts;

  EventsReader(SourceFile file, Diagnostics diagnostics, Doubts doubts) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.doubts = doubts;
  }

  Events read() {
    Optional<Fields> root =
        YamlFile.parse(file, diagnostics)
            .flatMap(node -> Fields.of(file, diagnostics, node, "events.yaml", KEYS));
    int before = diagnostics.errors();
    Optional<Fields> actor =
        root.flatMap(r -> r.fields("actor", "the actor of events.yaml", ACTOR_KEYS));
    String kind = actor.flatMap(a -> a.optionalText("kind")).orElse("account");
    if (diagnostics.errors() > before) {
      doubts.family("actor");
    }
    Map<String, EventType> types = new LinkedHashMap<>();
    root.flatMap(r -> r.anyFields("types", "`types`"))
        .ifPresent(all -> all.names().forEach(name -> types.put(name, type(all, name, kind))));
    if (root.isPresent() && types.isEmpty()) {
      diagnostics.error(
          file.start(), "events.yaml declares no event type", "add one under `types:`");
    }
    return new Events(
        root.flatMap(r -> r.duration("lateness")).orElse(DEFAULT_LATENESS),
        actor.map(a -> fields(a, "actor", "an actor field").fields()).orElse(List.of()),
        types);
  }

  private EventType type(Fields all, String name, String actorKind) {
    int before = diagnostics.errors();
    if (!name.matches("[a-z0-9_-]+(\\.[a-z0-9_-]+)*")) {
      diagnostics.error(
          all.keyAt(name), "`" + name + "` is no event type name", "write it like `pin.created`");
    }
    Optional<Fields> type = all.fields(name, "event type `" + name + "`", TYPE_KEYS);
    Declared declared =
        type.map(t -> fields(t, "event", "a field of `" + name + "`")).orElse(Declared.NOTHING);
    List<Field> fields = declared.fields();
    EventType read =
        new EventType(
            name,
            fields,
            type.flatMap(t -> entity(t, "actor", Optional.of(actorKind), fields)),
            type.flatMap(t -> entity(t, "subject", Optional.empty(), fields)));
    if (diagnostics.errors() > before + declared.errors()) {
      doubts.type(name);
    }
    return read;
  }

  /**
   * Fields as declared.
   *
   * @param errors of single fields, which put no other field in doubt
   */
  private record Declared(List<Field> fields, int errors) {
    static final Declared NOTHING = new Declared(List.of(), 0);
  }

  /**
   * @param family what conditions find the fields under: {@code event} or {@code actor}
   */
  private Declared fields(Fields owner, String family, String what) {
    List<Field> fields = new ArrayList<>();
    Optional<Fields> declared = owner.anyFields("fields", "`fields`");
    int before = diagnostics.errors();
    declared.ifPresent(d ->
        d.names()
            .forEach(name -> {
              int errors = diagnostics.errors();
              fields.add(field(d, name, what));
              if (diagnostics.errors() > errors) {
                doubts.name(family + "." + name);
              }
            }));
    declared.ifPresent(d -> refuseClashes(d, fields));
    return new Declared(fields, diagnostics.errors() - before);
  }

  private Field field(Fields declared, String name, String what) {
    if (!name.matches("[a-z][a-z0-9_]{0,63}") || KEYWORDS.contains(name)) {
      diagnostics.error(
          declared.keyAt(name),
          "`" + name + "` cannot be the name of " + what,
          "use lower-case letters, digits and `_`, and none of CEL's keywords");
    }
    Node node = declared.node(name).orElseThrow();
    if (node instanceof ScalarNode) {
      return new Field(name, declared.choice(name, TYPES).orElse(FieldType.STRING), "");
    }
    Optional<Fields> inner = declared.fields(name, what, FIELD_KEYS);
    return new Field(
        name,
        inner.flatMap(i -> i.choice("type", TYPES)).orElse(FieldType.STRING),
        inner.flatMap(i -> i.optionalText("description")).orElse(""));
  }

  private void refuseClashes(Fields declared, List<Field> fields) {
    for (Field field : fields) {
      for (String derived : List.of(field.name() + "_domain", field.name() + "_host")) {
        if (field.type() == FieldType.URL && declared.has(derived)) {
          diagnostics.error(
              declared.keyAt(derived),
              "`" + derived + "` comes with the url field `" + field.name() + "` by itself",
              "remove it");
        }
      }
    }
  }

  /** {@code subject: pin} is short for {@code {kind: pin, field: pin}}. */
  private Optional<EntityField> entity(
      Fields type, String key, Optional<String> kind, List<Field> fields) {
    if (!type.has(key)) {
      return Optional.empty();
    }
    EntityField entity;
    if (type.node(key).orElseThrow() instanceof ScalarNode) {
      String field = type.text(key);
      entity = new EntityField(kind.orElse(field), field);
    } else {
      Optional<Fields> inner = type.fields(key, "`" + key + "`", ENTITY_KEYS);
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      String field = inner.get().text("field");
      entity =
          new EntityField(inner.get().optionalText("kind").or(() -> kind).orElse(field), field);
    }
    List<String> names = fields.stream().map(Field::name).toList();
    if (!names.contains(entity.field())) {
      type.error(
          key,
          "`" + key + "` names the field `" + entity.field() + "`, which is not declared",
          Suggestion.hint(entity.field(), names));
    }
    if (!entity.kind().matches("[a-z0-9_-]{1,40}")) {
      type.error(key, "`" + entity.kind() + "` is no entity kind", "write `{kind: pin, field: …}`");
    }
    return Optional.of(entity);
  }
}
