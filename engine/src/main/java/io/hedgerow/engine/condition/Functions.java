package io.hedgerow.engine.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.hedgerow.engine.condition.Function.Body;
import io.hedgerow.engine.condition.Function.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The functions conditions have beside CEL's own. {@code docs/reference/rules.md} is written from
 * this table, and a test runs every example.
 */
final class Functions {
  private static final String TEXT = "Text";
  private static final String LINKS = "Links";
  private static final String SETS = "Lists and sets";
  private static final String TIME = "Time";
  private static final String NUMBERS = "Numbers";

  private static final CelType STRING = SimpleType.STRING;
  private static final CelType INT = SimpleType.INT;
  private static final CelType DOUBLE = SimpleType.DOUBLE;
  private static final CelType BOOL = SimpleType.BOOL;
  private static final CelType STRINGS = ListType.create(SimpleType.STRING);

  private final List<Function> all = new ArrayList<>();

  private Functions() {}

  static List<Function> all() {
    Functions functions = new Functions();
    functions.text();
    functions.links();
    functions.sets();
    functions.time();
    functions.numbers();
    return List.copyOf(functions.all);
  }

  private static Parameter string(String name) {
    return new Parameter(name, STRING, String.class);
  }

  private static Parameter number(String name) {
    return new Parameter(name, SimpleType.DYN, Number.class);
  }

  private static Parameter integer(String name) {
    return new Parameter(name, INT, Long.class);
  }

  private static Parameter strings(String name) {
    return new Parameter(name, STRINGS, List.class);
  }

  private static Parameter list(String name) {
    return new Parameter(name, MapType.create(STRING, BOOL), Map.class);
  }

  private static Parameter time(String name) {
    return new Parameter(name, SimpleType.TIMESTAMP, Instant.class);
  }

  private void add(
      String group,
      String name,
      List<Parameter> parameters,
      CelType result,
      String summary,
      String example,
      Body body) {
    all.add(new Function(group, name, parameters, result, summary, example, body));
  }

  private void text() {
    List<Parameter> text = List.of(string("text"));
    add(
        TEXT,
        "lower",
        text,
        STRING,
        "Lower case, the same in every locale.",
        "lower(\"SPAM\") == \"spam\"",
        a -> Texts.lower(string(a, 0)));
    add(
        TEXT,
        "trim",
        text,
        STRING,
        "Without white space at both ends.",
        "trim(\"  a \") == \"a\"",
        a -> string(a, 0).strip());
    add(
        TEXT,
        "fold",
        text,
        STRING,
        "Compatibility-normalised (NFKC), lower case, without accents, zero-width and bidi characters.",
        "fold(\"Ｆｒéé\\u200b\") == \"free\"",
        a -> Texts.fold(string(a, 0)));
    add(
        TEXT,
        "skeleton",
        text,
        STRING,
        "What stays the same when a spammer varies a text: folded, links as `@`, numbers as `0`, other marks dropped.",
        "skeleton(\"WIN $500 now!! http://a.example/x\") == skeleton(\"win $72 now http://b.example\")",
        a -> Texts.skeleton(string(a, 0)));
    add(
        TEXT,
        "word_count",
        text,
        INT,
        "Words: runs of letters and digits.",
        "word_count(\"one, two\") == 2",
        a -> (long) Texts.wordCount(string(a, 0)));
    add(
        TEXT,
        "contains_any",
        List.of(string("text"), list("list")),
        BOOL,
        "True when an entry of the list occurs anywhere in the text, in any case.",
        "contains_any(\"So CHEAP!\", {\"cheap\": true})",
        a -> Texts.containsAny(string(a, 0), map(a, 1)));
    add(
        TEXT,
        "contains_word",
        List.of(string("text"), list("list")),
        BOOL,
        "True when an entry of the list occurs as whole words, in any case.",
        "!contains_word(\"classic\", {\"class\": true})",
        a -> Texts.containsWord(string(a, 0), map(a, 1)));
    add(
        TEXT,
        "count_of",
        List.of(string("text"), string("part")),
        INT,
        "How often the part occurs, without overlap.",
        "count_of(\"!!a!\", \"!\") == 3",
        a -> Texts.countOf(string(a, 0), string(a, 1)));
    add(
        TEXT,
        "match_count",
        List.of(string("text"), string("pattern")),
        INT,
        "How often an RE2 pattern matches; linear time.",
        "match_count(\"a1b22\", \"[0-9]+\") == 2",
        a -> Texts.matchCount(string(a, 0), string(a, 1)));
    add(
        TEXT,
        "upper_share",
        text,
        DOUBLE,
        "Upper-case letters among all letters; 0 when there are none.",
        "upper_share(\"ABcd\") == 0.5",
        a -> Texts.upperShare(string(a, 0)));
    add(
        TEXT,
        "digit_share",
        text,
        DOUBLE,
        "Digits among all characters; 0 when empty.",
        "digit_share(\"a1\") == 0.5",
        a -> Texts.digitShare(string(a, 0)));
    add(
        TEXT,
        "emoji_count",
        text,
        INT,
        "Emoji, each counted once however it is composed of code points.",
        "emoji_count(\"hi \\U0001F600\") == 1",
        a -> (long) Texts.emojiCount(string(a, 0)));
    add(
        TEXT,
        "mention_count",
        text,
        INT,
        "Mentions such as `@name`.",
        "mention_count(\"@a and @b\") == 2",
        a -> (long) Texts.markCount(string(a, 0), '@'));
    add(
        TEXT,
        "hashtag_count",
        text,
        INT,
        "Tags such as `#name`.",
        "hashtag_count(\"#a b\") == 1",
        a -> (long) Texts.markCount(string(a, 0), '#'));
    add(
        TEXT,
        "longest_run",
        text,
        INT,
        "Length of the longest run of one character.",
        "longest_run(\"noooo\") == 4",
        a -> (long) Texts.longestRun(string(a, 0)));
    add(
        TEXT,
        "edit_distance",
        List.of(string("a"), string("b")),
        INT,
        "Levenshtein distance of the first 256 characters.",
        "edit_distance(\"paypal\", \"paypa1\") == 1",
        a -> (long) Texts.editDistance(string(a, 0), string(a, 1)));
    add(
        TEXT,
        "similarity",
        List.of(string("a"), string("b")),
        DOUBLE,
        "1 for equal texts, 0 for texts with nothing in common: 1 - edit distance / longer length, of the first 256 characters.",
        "similarity(\"abcd\", \"abcx\") == 0.75",
        a -> Texts.similarity(string(a, 0), string(a, 1)));
    add(
        TEXT,
        "hash_bucket",
        List.of(string("text"), integer("buckets")),
        INT,
        "A stable number in [0, buckets) for a text: the same on every machine, for ever.",
        "hash_bucket(\"a\", 1) == 0",
        a -> Texts.hashBucket(string(a, 0), whole(a, 1)));
  }

  private void links() {
    List<Parameter> url = List.of(string("url"));
    add(
        LINKS,
        "host",
        url,
        STRING,
        "The host, lower case, in punycode; empty when there is none.",
        "host(\"https://A.Example.com:8080/x\") == \"a.example.com\"",
        a -> Links.host(string(a, 0)));
    add(
        LINKS,
        "domain",
        url,
        STRING,
        "The registrable domain, by the public suffix list.",
        "domain(\"https://a.example.co.uk/x\") == \"example.co.uk\"",
        a -> Links.domain(string(a, 0)));
    add(
        LINKS,
        "tld",
        url,
        STRING,
        "The last label of the host.",
        "tld(\"https://a.example.com\") == \"com\"",
        a -> Links.topLevel(string(a, 0)));
    add(
        LINKS,
        "path",
        url,
        STRING,
        "The path, without query.",
        "path(\"https://a.example/x/y?z=1\") == \"/x/y\"",
        a -> Links.path(string(a, 0)));
    add(
        LINKS,
        "query_param",
        List.of(string("url"), string("name")),
        STRING,
        "A query parameter as written; empty when there is none.",
        "query_param(\"https://a.example/?ref=7\", \"ref\") == \"7\"",
        a -> Links.parameter(string(a, 0), string(a, 1)));
    add(
        LINKS,
        "is_punycode",
        url,
        BOOL,
        "True when a label of the host is written in punycode: look-alike letters hide there.",
        "is_punycode(\"https://xn--pypal-4ve.example\")",
        a -> Links.host(string(a, 0)).contains("xn--"));
    add(
        LINKS,
        "links",
        List.of(string("text")),
        STRINGS,
        "The web addresses in a text, also without `https://`.",
        "links(\"see www.a.example/x and http://b.example\") == [\"www.a.example/x\", \"http://b.example\"]",
        a -> Links.in(string(a, 0)));
    add(
        LINKS,
        "resembles",
        List.of(string("domain"), list("list")),
        BOOL,
        "True when the domain is not in the list, but one or two edits (or look-alike characters) away from an entry of at least 5 characters.",
        "resembles(\"paypa1.com\", {\"paypal.com\": true})",
        a -> Links.resembles(string(a, 0), map(a, 1)));
  }

  private void sets() {
    List<Parameter> two = List.of(strings("a"), strings("b"));
    add(
        SETS,
        "intersects",
        two,
        BOOL,
        "True when the lists share an element.",
        "intersects([\"a\", \"b\"], [\"b\"])",
        a -> Sets.common(list(a, 0), list(a, 1)) > 0);
    add(
        SETS,
        "common_count",
        two,
        INT,
        "How many different elements the lists share.",
        "common_count([\"a\", \"b\"], [\"b\", \"b\"]) == 1",
        a -> Sets.common(list(a, 0), list(a, 1)));
    add(
        SETS,
        "jaccard",
        two,
        DOUBLE,
        "Shared elements among all different ones; 0 when both are empty.",
        "jaccard([\"a\", \"b\"], [\"b\"]) == 0.5",
        a -> Sets.jaccard(list(a, 0), list(a, 1)));
    add(
        SETS,
        "distinct_count",
        List.of(strings("list")),
        INT,
        "How many different elements there are.",
        "distinct_count([\"a\", \"a\"]) == 1",
        a -> Sets.distinct(list(a, 0)));
    add(
        SETS,
        "any_in",
        List.of(strings("elements"), list("list")),
        BOOL,
        "True when one of the elements is in the list.",
        "any_in([\"a\", \"b\"], {\"b\": true})",
        a -> list(a, 0).stream().anyMatch(map(a, 1)::containsKey));
  }

  private void time() {
    add(
        TIME,
        "hour_of_day",
        List.of(time("time")),
        INT,
        "Hour in UTC, 0 to 23.",
        "hour_of_day(timestamp(\"2026-01-05T12:30:00Z\")) == 12",
        a -> (long) at(a, 0).atZone(java.time.ZoneOffset.UTC).getHour());
    add(
        TIME,
        "day_of_week",
        List.of(time("time")),
        INT,
        "Day in UTC, Monday is 1.",
        "day_of_week(timestamp(\"2026-01-05T12:30:00Z\")) == 1",
        a -> (long) at(a, 0).atZone(java.time.ZoneOffset.UTC).getDayOfWeek().getValue());
    add(
        TIME,
        "days_between",
        List.of(time("from"), time("to")),
        DOUBLE,
        "Days from one time to another; negative when they run backwards.",
        "days_between(timestamp(\"2026-01-05T00:00:00Z\"), timestamp(\"2026-01-06T12:00:00Z\")) == 1.5",
        a -> java.time.Duration.between(at(a, 0), at(a, 1)).toMillis() / 86_400_000.0);
  }

  private void numbers() {
    add(
        NUMBERS,
        "ratio",
        List.of(number("part"), number("whole")),
        DOUBLE,
        "part / whole; 0 when the whole is 0.",
        "ratio(1, 4) == 0.25 && ratio(1, 0) == 0.0",
        a -> decimal(a, 1) == 0 ? 0.0 : decimal(a, 0) / decimal(a, 1));
    add(
        NUMBERS,
        "least",
        List.of(number("a"), number("b")),
        DOUBLE,
        "The smaller.",
        "least(1, 2.5) == 1.0",
        a -> Math.min(decimal(a, 0), decimal(a, 1)));
    add(
        NUMBERS,
        "greatest",
        List.of(number("a"), number("b")),
        DOUBLE,
        "The larger.",
        "greatest(1, 2.5) == 2.5",
        a -> Math.max(decimal(a, 0), decimal(a, 1)));
    add(
        NUMBERS,
        "absolute",
        List.of(number("a")),
        DOUBLE,
        "Without its sign.",
        "absolute(-2) == 2.0",
        a -> Math.abs(decimal(a, 0)));
    add(
        NUMBERS,
        "log1p",
        List.of(number("a")),
        DOUBLE,
        "Natural logarithm of 1 + a; a must be above -1.",
        "log1p(0) == 0.0",
        a -> Math.log1p(decimal(a, 0)));
  }

  private static String string(Object[] arguments, int at) {
    return (String) arguments[at];
  }

  private static double decimal(Object[] arguments, int at) {
    return ((Number) arguments[at]).doubleValue();
  }

  private static long whole(Object[] arguments, int at) {
    return (Long) arguments[at];
  }

  private static Map<?, ?> map(Object[] arguments, int at) {
    return (Map<?, ?>) arguments[at];
  }

  private static List<?> list(Object[] arguments, int at) {
    return (List<?>) arguments[at];
  }

  private static Instant at(Object[] arguments, int at) {
    return (Instant) arguments[at];
  }
}
