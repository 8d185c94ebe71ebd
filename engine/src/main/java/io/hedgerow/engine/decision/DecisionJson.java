package io.hedgerow.engine.decision;

import static io.hedgerow.engine.json.CanonicalJson.members;
import static io.hedgerow.engine.json.CanonicalJson.unlessEmpty;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.pack.DurationText;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.engine.pack.StageText;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a decision, as the API, the ledger and {@code hedgerow decide} have it. Members stand
 * in one order and empty ones are left out, so equal decisions are equal text. Documented in {@code
 * docs/reference/events.md}; what was ever written stays readable.
 */
public final class DecisionJson {
  private static final JsonReader READER = new JsonReader();

  private DecisionJson() {}

  public static String write(Decision decision) {
    return CanonicalJson.write(tree(decision));
  }

  /** The decision as a value tree, for putting it into a larger answer. */
  public static Map<String, Object> tree(Decision d) {
    return members(
        "id", d.id(),
        "event",
            members(
                "source", d.event().source(),
                "id", d.event().id(),
                "type", d.type(),
                "time", d.time().toString()),
        "actor", d.actor().map(EntityId::toString),
        "subject", d.subject().map(EntityId::toString),
        "verdict", d.verdict().word(),
        "withheld", d.withheld().map(Verdict::word),
        "review", d.review(),
        "labels", unlessEmpty(d.labels().stream().map(DecisionJson::label).toList()),
        "fired", unlessEmpty(d.fired().stream().map(DecisionJson::fired).toList()),
        "skipped", unlessEmpty(d.skipped().stream().map(DecisionJson::skipped).toList()),
        "defects", unlessEmpty(d.defects().stream().map(DecisionJson::defect).toList()),
        "signals", d.signals().isEmpty() ? Optional.empty() : d.signals(),
        "pack", d.packVersion());
  }

  private static Map<String, Object> label(ProposedLabel label) {
    return members(
        "entity", label.entity().toString(),
        "policy", label.policy(),
        "confidence", label.confidence(),
        "rule", label.rule(),
        "reason", label.reason(),
        "lasts", label.lasts().map(DurationText::write),
        "effective", label.effective());
  }

  private static Map<String, Object> fired(FiredRule fired) {
    return members(
        "rule", fired.rule(),
        "stage", fired.stage().word(),
        "effective", fired.effective(),
        "verdict", fired.verdict().word(),
        "review", fired.review(),
        "reason", fired.reason(),
        "trace", trace(fired.trace()));
  }

  /** A trace as a value tree. */
  public static Map<String, Object> trace(Trace trace) {
    return members(
        "expression", trace.expression(),
        "value", trace.value(),
        "missing", trace.missing(),
        "error", trace.error(),
        "of", unlessEmpty(trace.children().stream().map(DecisionJson::trace).toList()));
  }

  private static Map<String, Object> skipped(SkippedRule skipped) {
    return members(
        "rule", skipped.rule(),
        "missing", present(skipped.missing()),
        "error", present(skipped.error()));
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Map<String, Object> defect(Defect defect) {
    return members("kind", defect.kind(), "where", defect.where(), "message", defect.message());
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws IllegalArgumentException when it is no decision; says what is wrong
   */
  public static Decision read(String json) {
    return switch (READER.read(json)) {
      case JsonReading.Value(Map<?, ?> members) -> decision(new Members(members));
      case JsonReading.Value _ -> throw new IllegalArgumentException("a decision is a JSON object");
      case JsonReading.Broken(_, String where, String message) ->
          throw new IllegalArgumentException("no decision: " + message + " at " + where);
    };
  }

  private static Decision decision(Members m) {
    Members event = m.object("event");
    try {
      return new Decision(
          new EventKey(event.text("source"), event.text("id")),
          event.text("type"),
          Instant.parse(event.text("time")),
          m.optional("actor").map(EntityId::parse),
          m.optional("subject").map(EntityId::parse),
          verdict(m.text("verdict")),
          m.optional("withheld").map(DecisionJson::verdict),
          m.truth("review"),
          m.list("labels", DecisionJson::label),
          m.list("fired", DecisionJson::fired),
          m.list(
              "skipped",
              s -> new SkippedRule(s.text("rule"), s.orEmpty("missing"), s.orEmpty("error"))),
          m.list("defects", d -> new Defect(d.text("kind"), d.text("where"), d.text("message"))),
          m.map("signals"),
          m.text("pack"));
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException("no decision: " + wrong.getMessage(), wrong);
    }
  }

  private static ProposedLabel label(Members m) {
    return new ProposedLabel(
        EntityId.parse(m.text("entity")),
        m.text("policy"),
        m.number("confidence"),
        m.text("rule"),
        m.text("reason"),
        m.optional("lasts").flatMap(DurationText::parse),
        m.truth("effective"));
  }

  private static FiredRule fired(Members m) {
    Trace trace = trace(m.object("trace"));
    return new FiredRule(
        m.text("rule"),
        StageText.parse(m.text("stage")).orElse(Stage.SHADOW),
        m.truth("effective"),
        verdict(m.text("verdict")),
        m.truth("review"),
        m.text("reason"),
        () -> trace);
  }

  private static Trace trace(Members m) {
    return new Trace(
        m.text("expression"),
        m.optional("value"),
        m.optional("missing"),
        m.optional("error"),
        m.list("of", DecisionJson::trace));
  }

  private static Verdict verdict(String word) {
    return Verdict.valueOf(word.toUpperCase(Locale.ROOT));
  }

  /** A JSON object, member by member. */
  private record Members(Map<?, ?> members) {
    String text(String name) {
      return optional(name)
          .orElseThrow(
              () -> new IllegalArgumentException("no decision: `" + name + "` is missing"));
    }

    Optional<String> optional(String name) {
      return members.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    String orEmpty(String name) {
      return optional(name).orElse("");
    }

    boolean truth(String name) {
      return Boolean.TRUE.equals(members.get(name));
    }

    double number(String name) {
      return members.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    Members object(String name) {
      return members.get(name) instanceof Map<?, ?> map ? new Members(map) : new Members(Map.of());
    }

    @SuppressWarnings("unchecked") // JsonReader makes maps with string keys only
    Map<String, Object> map(String name) {
      @Nullable Object value = members.get(name);
      return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    <T> List<T> list(String name, Function<Members, T> reader) {
      return members.get(name) instanceof List<?> list
          ? list.stream()
              .map(element ->
                  reader.apply(new Members(element instanceof Map<?, ?> m ? m : Map.of())))
              .toList()
          : List.of();
    }
  }
}
