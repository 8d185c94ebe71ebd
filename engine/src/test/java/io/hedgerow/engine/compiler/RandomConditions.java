package io.hedgerow.engine.compiler;

import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Writes well-typed CEL at random, over the names of {@link TestPack}. */
final class RandomConditions {
  private final RandomGenerator random;
  private int variables;

  RandomConditions(RandomGenerator random) {
    this.random = random;
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String pick(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** A condition; deeper ones are rarer. */
  String condition() {
    return bool(2 + random.nextInt(3), List.of());
  }

  /** A condition as rules have it: a few conjuncts on a few names, with many constants. */
  String rule() {
    List<String> conjuncts = new java.util.ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      conjuncts.add(conjunct());
    }
    return String.join(" && ", conjuncts);
  }

  private String conjunct() {
    String relation = pick(" < ", " <= ", " > ", " >= ", " == ", " != ");
    return switch (random.nextInt(11)) {
      case 0, 1 -> "event.age" + relation + random.nextInt(-2, 30);
      case 2 -> "event.score" + pick(" < ", " > ", " >= ") + (random.nextInt(-4, 8) / 4.0);
      case 3 -> "event.score" + pick(" < ", " > ") + random.nextInt(-2, 4);
      case 4, 5 ->
          "event.text.%s(\"%s\")"
              .formatted(
                  pick("contains", "startsWith", "endsWith"),
                  pick("a", "b", "ab", "cab", "Free", "money", "é", "a b", "x.com", "12", ""));
      case 6 -> "event.word" + pick(" == ", " != ") + pick("\"a\"", "\"ab\"", "\"é\"", "\"b\"");
      case 7 -> "event.word in " + pick("[\"a\", \"b\"]", "[\"cab\"]", "list.words");
      case 8 -> "counter.seen" + relation + random.nextInt(6);
      case 9 -> pick("!event.flag", "event.flag", "has(event.link)", "score.spam > 0.5");
      default ->
          "(event.text.contains(\"a\") || lower(event.text).contains(\""
              + pick("money", "free", "ab", "x.", "e m")
              + "\"))";
    };
  }

  private String bool(int depth, List<String> within) {
    int next = depth - 1;
    if (depth <= 0) {
      return pick(
          "event.flag",
          "actor.verified",
          "has(event.link)",
          "has(event.age)",
          "true",
          "false",
          "event.age > 18",
          "event.text.contains(\"b\")",
          "event.word in list.words",
          "counter.seen > 3",
          "has(counter.seen)",
          "event.score > 1.5");
    }
    return switch (random.nextInt(23)) {
      case 20 -> sets(next, within);
      case 21 -> overPairs(next, within);
      case 22 -> bound(next, within, names -> bool(next, names));
      case 0, 1, 2 -> "(" + bool(next, within) + " && " + bool(next, within) + ")";
      case 3, 4 -> "(" + bool(next, within) + " || " + bool(next, within) + ")";
      case 5 -> "!(" + bool(next, within) + ")";
      case 6 ->
          "(%s ? %s : %s)".formatted(bool(next, within), bool(next, within), bool(next, within));
      case 7, 8 ->
          whole(next, within)
              + pick(" < ", " <= ", " > ", " >= ", " == ", " != ")
              + whole(next, within);
      case 9 ->
          decimal(next, within)
              + pick(" < ", " <= ", " > ", " >= ", " == ", " != ")
              + decimal(next, within);
      case 10 ->
          random.nextBoolean()
              ? decimal(next, within) + pick(" < ", " <= ", " > ", " >= ") + whole(next, within)
              : whole(next, within) + pick(" < ", " <= ", " > ", " >= ") + decimal(next, within);
      case 11 -> text(next, within) + pick(" == ", " != ", " < ", " >= ") + text(next, within);
      case 12 ->
          "%s.%s(%s)"
              .formatted(
                  text(next, within),
                  pick("contains", "startsWith", "endsWith"),
                  pick("\"a\"", "\"\"", "\"ab\"", "event.word"));
      case 13 ->
          text(next, within)
              + ".matches("
              + pick("\"^[a-c]+$\"", "\"b+\"", "\"[\"", "event.word")
              + ")";
      case 14 ->
          text(next, within)
              + " in "
              + pick(
                  "[\"a\", \"b\", event.word]",
                  "[\"a\", \"cab\"]",
                  "list.words",
                  "event.tags",
                  "{\"a\": 1}");
      case 15 -> whole(next, within) + " in " + pick("[1, 2, 3]", "[event.age, 7]", "[1.0, 2.0]");
      case 16, 17 -> quantified(next, within);
      case 18 ->
          pick(
              "contains_any(" + text(next, within) + ", list.words)",
              "contains_word(" + text(next, within) + ", list.words)",
              "has_label(\"account:\" + " + text(next, within) + ", \"spam\")",
              moment(next, within) + pick(" < ", " >= ", " == ") + moment(next, within),
              span(next, within) + pick(" < ", " >= ", " == ") + span(next, within),
              unsigned(next, within) + pick(" < ", " >= ", " == ", " > ") + unsigned(next, within),
              bytes(next, within) + pick(" == ", " < ") + bytes(next, within),
              "dyn(" + whole(next, within) + ") == " + pick("dyn(1u)", "dyn(2.0)", "dyn(\"a\")"),
              "event.?link.orValue(\"x\") == " + text(next, within),
              "type(" + whole(next, within) + ") == int",
              texts(next, within) + " == " + texts(next, within));
      default ->
          pick(within.isEmpty() ? List.of("event.flag") : within).startsWith("w")
              ? "(" + pick(within) + pick(" > ", " == ") + whole(next, within) + ")"
              : bool(0, within);
    };
  }

  private String quantified(int depth, List<String> within) {
    boolean texts = random.nextBoolean();
    String variable = (texts ? "t" : "w") + variables++ % 3;
    List<String> inner = new java.util.ArrayList<>(within);
    inner.remove(variable);
    inner.add(variable);
    String range = texts ? texts(depth, within) : wholes(depth, within);
    String body = bool(depth, inner);
    return switch (random.nextInt(5)) {
      case 0 -> "%s.all(%s, %s)".formatted(range, variable, body);
      case 1, 2 -> "%s.exists(%s, %s)".formatted(range, variable, body);
      case 3 -> "%s.exists_one(%s, %s)".formatted(range, variable, body);
      default -> "size(%s.filter(%s, %s)) > 1".formatted(range, variable, body);
    };
  }

  private String sets(int depth, List<String> within) {
    return random.nextBoolean()
        ? "sets.%s(%s, %s)"
            .formatted(
                pick("contains", "intersects", "equivalent"),
                wholes(depth, within),
                wholes(depth, within))
        : "sets.%s(%s, %s)"
            .formatted(
                pick("contains", "intersects", "equivalent"),
                texts(depth, within),
                texts(depth, within));
  }

  /** A macro of two variables, over places and elements or keys and values. */
  private String overPairs(int depth, List<String> within) {
    boolean map = random.nextInt(3) == 0;
    String first = (map ? "t" : "w") + variables++ % 3;
    String second = (map ? "w" : "t") + variables++ % 3;
    List<String> inner = with(with(without(within, first, second), first), second);
    String range = map ? "{\"a\": 1, \"cab\": " + whole(depth, within) + "}" : texts(depth, within);
    return switch (random.nextInt(4)) {
      case 0 -> "%s.all(%s, %s, %s)".formatted(range, first, second, bool(depth, inner));
      case 1 -> "%s.exists(%s, %s, %s)".formatted(range, first, second, bool(depth, inner));
      case 2 -> "%s.existsOne(%s, %s, %s)".formatted(range, first, second, bool(depth, inner));
      default ->
          "size(%s.transformList(%s, %s, %s, %s)) > 1"
              .formatted(range, first, second, bool(depth, inner), whole(depth, inner));
    };
  }

  /** Gives a value a name, and says something with it: {@code cel.bind}. */
  private String bound(int depth, List<String> within, Function<List<String>, String> body) {
    boolean text = random.nextBoolean();
    String name = (text ? "t" : "w") + variables++ % 3;
    String value = text ? text(depth, within) : whole(depth, within);
    return "cel.bind(%s, %s, %s)"
        .formatted(name, value, body.apply(with(without(within, name), name)));
  }

  private static List<String> without(List<String> within, String... names) {
    List<String> fewer = new java.util.ArrayList<>(within);
    fewer.removeAll(List.of(names));
    return fewer;
  }

  private String variable(String kind, List<String> within, String otherwise) {
    List<String> fitting = within.stream().filter(v -> v.startsWith(kind)).toList();
    return fitting.isEmpty() ? otherwise : pick(fitting);
  }

  private String whole(int depth, List<String> within) {
    int next = depth - 1;
    if (depth <= 0 || random.nextInt(3) == 0) {
      return pick(
          "event.age",
          "event.likes",
          "counter.seen",
          "actor.followers",
          "0",
          "1",
          "3",
          "-2",
          "20",
          "9223372036854775807",
          variable("w", within, "event.age"));
    }
    return switch (random.nextInt(11)) {
      case 9 ->
          pick(
              text(next, within) + pick(".indexOf(", ".lastIndexOf(") + text(next, within) + ")",
              text(next, within) + ".indexOf(\"a\", " + whole(next, within) + ")",
              "size(" + text(next, within) + ".split(\"a\"))",
              "math.greatest(" + whole(next, within) + ", " + whole(next, within) + ")",
              "math.least([" + whole(next, within) + ", 3])",
              pick("math.abs(", "math.sign(", "math.bitNot(") + whole(next, within) + ")");
      case 10 -> bound(next, within, names -> whole(next, names));
      case 0, 1, 2 ->
          "("
              + whole(next, within)
              + pick(" + ", " - ", " * ", " / ", " % ")
              + whole(next, within)
              + ")";
      case 3 ->
          "size("
              + pick(
                  text(next, within),
                  texts(next, within),
                  wholes(next, within),
                  bytes(next, within))
              + ")";
      case 4 -> pick("word_count", "longest_run", "emoji_count") + "(" + text(next, within) + ")";
      case 5 ->
          "int("
              + pick(
                  decimal(next, within),
                  text(next, within),
                  unsigned(next, within),
                  moment(next, within))
              + ")";
      case 6 ->
          "(%s ? %s : %s)".formatted(bool(next, within), whole(next, within), whole(next, within));
      case 7 ->
          moment(next, within)
              + pick(
                  ".getHours()", ".getFullYear()", ".getDayOfWeek()", ".getDate(\"Europe/Rome\")");
      default ->
          pick(
              "hash_bucket(" + text(next, within) + ", " + whole(next, within) + ")",
              "{\"a\": 1, \"b\": event.age}[" + text(next, within) + "]",
              "{\"a\": " + whole(next, within) + "}.a",
              "[1, 2, event.age][" + whole(next, within) + "]",
              "-(" + whole(next, within) + ")");
    };
  }

  private String unsigned(int depth, List<String> within) {
    return depth <= 0
        ? pick("0u", "1u", "18446744073709551615u")
        : pick(
            "uint(" + whole(depth - 1, within) + ")",
            "("
                + unsigned(depth - 1, within)
                + pick(" + ", " - ", " * ", " / ")
                + unsigned(depth - 1, within)
                + ")");
  }

  private String decimal(int depth, List<String> within) {
    int next = depth - 1;
    if (depth <= 0 || random.nextInt(3) == 0) {
      return pick(
          "event.score",
          "counter.total",
          "score.spam",
          "0.0",
          "-0.0",
          "1.5",
          "-3.0",
          "1e300",
          "actor.age_days");
    }
    return switch (random.nextInt(7)) {
      case 6 ->
          pick("math.ceil(", "math.floor(", "math.round(", "math.trunc(", "math.sqrt(")
              + decimal(next, within)
              + ")";
      case 0, 1 ->
          "("
              + decimal(next, within)
              + pick(" + ", " - ", " * ", " / ")
              + decimal(next, within)
              + ")";
      case 2 -> "double(" + pick(whole(next, within), text(next, within)) + ")";
      case 3 -> "upper_share(" + text(next, within) + ")";
      case 4 -> "ratio(" + whole(next, within) + ", " + decimal(next, within) + ")";
      default ->
          "(%s ? %s : %s)"
              .formatted(bool(next, within), decimal(next, within), decimal(next, within));
    };
  }

  private String text(int depth, List<String> within) {
    int next = depth - 1;
    if (depth <= 0 || random.nextInt(3) == 0) {
      return pick(
          "event.text",
          "event.word",
          "event.link",
          "event.link_domain",
          "actor.id",
          "subject.entity",
          "\"a\"",
          "\"\"",
          "\"é\\U0001F600\"",
          variable("t", within, "event.text"));
    }
    return switch (random.nextInt(9)) {
      case 6 -> text(next, within) + changed(next, within);
      case 7 ->
          pick(
              texts(next, within) + ".join(" + pick("", "\"a\"") + ")",
              "base64.encode(" + bytes(next, within) + ")");
      case 8 -> bound(next, within, names -> text(next, names));
      case 0, 1 -> "(" + text(next, within) + " + " + text(next, within) + ")";
      case 2 ->
          pick("lower", "trim", "host", "domain", "skeleton") + "(" + text(next, within) + ")";
      case 3 ->
          "string("
              + pick(
                  whole(next, within),
                  decimal(next, within),
                  bool(next, within),
                  moment(next, within),
                  span(next, within))
              + ")";
      case 4 ->
          "(%s ? %s : %s)".formatted(bool(next, within), text(next, within), text(next, within));
      default -> texts(next, within) + "[" + pick("0", "1", whole(next, within)) + "]";
    };
  }

  /** A method of the string library that gives another text. */
  private String changed(int depth, List<String> within) {
    return switch (random.nextInt(6)) {
      case 0 -> ".charAt(" + whole(depth, within) + ")";
      case 1 -> pick(".lowerAscii()", ".upperAscii()", ".reverse()", ".trim()");
      case 2 -> ".substring(" + whole(depth, within) + ")";
      case 3 -> ".substring(" + pick("0", "1") + ", " + whole(depth, within) + ")";
      case 4 -> ".replace(" + text(depth, within) + ", " + pick("\"\"", "\"b\"") + ")";
      default -> ".replace(\"a\", \"é\", " + whole(depth, within) + ")";
    };
  }

  private String bytes(int depth, List<String> within) {
    return depth <= 0
        ? pick("b\"ab\"", "b\"\"")
        : pick("bytes(", "base64.decode(") + text(depth - 1, within) + ")";
  }

  private String moment(int depth, List<String> within) {
    return depth <= 0
        ? pick("event.time", "event.born", "counter.first", "timestamp(\"2026-01-05T12:30:00Z\")")
        : pick(
            "(" + moment(depth - 1, within) + pick(" + ", " - ") + span(depth - 1, within) + ")",
            "timestamp(" + text(depth - 1, within) + ")",
            "event.time",
            "timestamp(" + whole(depth - 1, within) + ")");
  }

  private String span(int depth, List<String> within) {
    return depth <= 0
        ? pick("duration(\"90s\")", "duration(\"-1h\")", "duration(\"0s\")")
        : pick(
            "(" + moment(depth - 1, within) + " - " + moment(depth - 1, within) + ")",
            "duration(" + text(depth - 1, within) + ")",
            "duration(\"24h\")");
  }

  private String texts(int depth, List<String> within) {
    int next = depth - 1;
    return depth <= 0
        ? pick("event.tags", "[\"a\", \"b\"]", "[\"cab\"]", "links(event.text)")
        : pick(
            "[" + text(next, within) + ", " + text(next, within) + "]",
            "(" + texts(next, within) + " + " + texts(next, within) + ")",
            "event.tags.map(t9, t9 + " + text(next, within) + ")",
            text(next, within) + ".split(" + pick("\"a\"", "\" \"") + ")",
            "event.tags.filter(t9, " + bool(next, with(within, "t9")) + ")",
            "event.tags");
  }

  private static List<String> with(List<String> within, String variable) {
    List<String> more = new java.util.ArrayList<>(within);
    more.add(variable);
    return more;
  }

  private String wholes(int depth, List<String> within) {
    int next = depth - 1;
    return depth <= 0
        ? pick("[1, 2, 3]", "[event.age, counter.seen]", "[]")
        : pick(
            "[" + whole(next, within) + ", " + whole(next, within) + ", 2]",
            "event.tags.map(t8, " + whole(next, with(within, "t8")) + ")",
            "[3, 1, event.likes]");
  }
}
