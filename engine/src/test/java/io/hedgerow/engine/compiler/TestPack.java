package io.hedgerow.engine.compiler;

import io.hedgerow.engine.condition.EventTyping;
import io.hedgerow.engine.condition.Names;
import io.hedgerow.engine.condition.Scope;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.CounterDefinition;
import io.hedgerow.engine.pack.CounterDefinition.Aggregation;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.EventType.EntityField;
import io.hedgerow.engine.pack.Expression;
import io.hedgerow.engine.pack.Field;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.engine.pack.ListDefinition;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.SourceSpan;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.engine.statement.StatementTemplates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** A pack with one event type of every kind of field, and random events of it. */
final class TestPack {
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final SourceSpan HERE = new SourceSpan("test", 1, 1);

  private static final List<Field> ACTOR_FIELDS =
      List.of(
          new Field("verified", FieldType.BOOL, ""),
          new Field("followers", FieldType.INT, ""),
          new Field("created_at", FieldType.TIME, ""));

  static final EventType TYPE =
      new EventType(
          "post",
          List.of(
              new Field("actor", FieldType.STRING, ""),
              new Field("post", FieldType.STRING, ""),
              new Field("text", FieldType.TEXT, ""),
              new Field("word", FieldType.STRING, ""),
              new Field("link", FieldType.URL, ""),
              new Field("age", FieldType.INT, ""),
              new Field("likes", FieldType.INT, ""),
              new Field("score", FieldType.DOUBLE, ""),
              new Field("flag", FieldType.BOOL, ""),
              new Field("born", FieldType.TIME, ""),
              new Field("tags", FieldType.LIST, "")),
          Optional.of(new EntityField("account", "actor")),
          Optional.of(new EntityField("post", "post")));

  static final Pack PACK =
      new Pack(
          "test",
          "",
          List.of(),
          "v",
          Duration.ofHours(1),
          ACTOR_FIELDS,
          Map.of("post", TYPE),
          Map.of(),
          Map.of(
              "seen", counter("seen", Aggregation.COUNT),
              "total", counter("total", Aggregation.SUM),
              "first", counter("first", Aggregation.FIRST_SEEN)),
          Map.of(),
          Map.of("words", new ListDefinition("words", Set.of("a", "ab", "free money", "cab"))),
          Map.of(
              "spam",
              new SignalDefinition("spam", SignalDefinition.Kind.SCORE, "text", Stage.LIVE)),
          Map.of(),
          List.of(),
          StatementTemplates.NONE,
          List.of(),
          List.of(),
          Map.of());

  static final Scope.Lists LISTS = Scope.Lists.of(PACK.lists().values());
  static final Names NAMES = Names.of(PACK, TYPE);

  private TestPack() {}

  private static CounterDefinition counter(String name, Aggregation aggregation) {
    Expression key = new Expression("event.actor", HERE);
    return new CounterDefinition(
        name, List.of("post"), key, aggregation, key, Optional.empty(), Duration.ofHours(1), HERE);
  }

  static Expression expression(String source) {
    return new Expression(source, HERE);
  }

  /** What one event has, signals too: each is asked for by scopes of their own. */
  record Sample(Event event, Map<String, Object> signals) {

    Scope scope(Scope.Computation computation, int slots) {
      return new Scope(
          new EventTyping(TYPE, ACTOR_FIELDS).read(event, NOON),
          NAMES,
          NOON,
          LISTS,
          name -> signals.get(name.member()),
          (entity, _, _) -> entity.id().length() % 2 == 0,
          computation,
          slots);
    }
  }

  static Sample sample(RandomGenerator random) {
    Map<String, Object> data = new HashMap<>();
    Map<String, Object> actor = new HashMap<>();
    put(actor, "id", "u" + random.nextInt(3), random);
    put(actor, "verified", random.nextBoolean(), random);
    put(actor, "followers", random.nextLong(5), random);
    put(actor, "created_at", NOON.minusSeconds(random.nextInt(900_000)).toString(), random);
    put(data, "actor", actor, random);
    put(data, "post", "p1", random);
    put(data, "text", text(random), random);
    put(data, "word", text(random).split(" ", 2)[0], random);
    put(data, "link", "https://" + (random.nextBoolean() ? "a" : "x.b") + ".example/a", random);
    put(data, "age", random.nextInt(5) == 0 ? random.nextLong() : random.nextLong(-2, 30), random);
    put(data, "likes", random.nextLong(3), random);
    put(
        data,
        "score",
        random.nextInt(6) == 0 ? Double.POSITIVE_INFINITY : random.nextInt(-2, 4) / 2.0,
        random);
    put(data, "flag", random.nextBoolean(), random);
    put(data, "born", NOON.minusSeconds(random.nextInt(9_000)).toString(), random);
    List<String> tags = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      tags.add(text(random));
    }
    put(data, "tags", tags, random);
    Map<String, Object> signals = new HashMap<>();
    put(signals, "seen", random.nextLong(6), random);
    put(signals, "total", random.nextInt(6) / 2.0, random);
    put(signals, "first", NOON.minusSeconds(random.nextInt(9_000)), random);
    put(signals, "spam", random.nextInt(5) / 4.0, random);
    return new Sample(new Event(new EventKey("/t", "e"), "post", NOON, NOON, data), signals);
  }

  private static void put(
      Map<String, Object> into, String name, Object value, RandomGenerator random) {
    if (random.nextInt(5) > 0) {
      into.put(name, value);
    }
  }

  private static String text(RandomGenerator random) {
    String[] words = {
      "a", "b", "ab", "cab", "Free MONEY", "é", "\uD83D\uDE00", "12", "x.com", "-7", ""
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i >= 0; i--) {
      text.append(words[random.nextInt(words.length)]).append(i > 0 ? " " : "");
    }
    return text.toString();
  }
}
