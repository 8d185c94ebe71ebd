package io.hedgerow.engine.condition;

import static io.hedgerow.engine.condition.FunctionTable.BOOL;
import static io.hedgerow.engine.condition.FunctionTable.DOUBLE;
import static io.hedgerow.engine.condition.FunctionTable.INT;
import static io.hedgerow.engine.condition.FunctionTable.STRING;
import static io.hedgerow.engine.condition.FunctionTable.integer;
import static io.hedgerow.engine.condition.FunctionTable.list;
import static io.hedgerow.engine.condition.FunctionTable.map;
import static io.hedgerow.engine.condition.FunctionTable.string;
import static io.hedgerow.engine.condition.FunctionTable.whole;

import io.hedgerow.engine.condition.Function.Parameter;
import java.util.List;

/** Functions of texts. */
final class TextFunctions {
  private TextFunctions() {}

  static List<Function> all() {
    FunctionTable functions = new FunctionTable("Text");
    List<Parameter> text = List.of(string("text"));
    functions.add(
        "lower",
        text,
        STRING,
        "Lower case, the same in every locale.",
        "lower(\"SPAM\") == \"spam\"",
        a -> Texts.lower(string(a, 0)));
    functions.add(
        "trim",
        text,
        STRING,
        "Without white space at both ends.",
        "trim(\"  a \") == \"a\"",
        a -> string(a, 0).strip());
    functions.add(
        "fold",
        text,
        STRING,
        "Compatibility-normalised (NFKC), lower case, without accents, zero-width and bidi characters.",
        "fold(\"Ｆｒéé\\u200b\") == \"free\"",
        a -> Texts.fold(string(a, 0)));
    functions.add(
        "skeleton",
        text,
        STRING,
        "What stays the same when a spammer varies a text: folded, links as `@`, numbers as `0`, other marks dropped.",
        "skeleton(\"WIN $500 now!! http://a.example/x\") == skeleton(\"win $72 now http://b.example\")",
        a -> Texts.skeleton(string(a, 0)));
    functions.add(
        "word_count",
        text,
        INT,
        "Words: runs of letters and digits.",
        "word_count(\"one, two\") == 2",
        a -> (long) Texts.wordCount(string(a, 0)));
    functions.add(
        "contains_any",
        List.of(string("text"), list("list")),
        BOOL,
        "True when an entry of the list occurs anywhere in the text, in any case.",
        "contains_any(\"So CHEAP!\", {\"cheap\": true})",
        a -> Texts.containsAny(string(a, 0), map(a, 1)));
    functions.add(
        "contains_word",
        List.of(string("text"), list("list")),
        BOOL,
        "True when an entry of the list occurs as whole words, in any case.",
        "!contains_word(\"classic\", {\"class\": true})",
        a -> Texts.containsWord(string(a, 0), map(a, 1)));
    functions.add(
        "count_of",
        List.of(string("text"), string("part")),
        INT,
        "How often the part occurs, without overlap.",
        "count_of(\"!!a!\", \"!\") == 3",
        a -> Texts.countOf(string(a, 0), string(a, 1)));
    functions.add(
        "match_count",
        List.of(string("text"), string("pattern")),
        INT,
        "How often an RE2 pattern matches; linear time.",
        "match_count(\"a1b22\", \"[0-9]+\") == 2",
        a -> Texts.matchCount(string(a, 0), string(a, 1)));
    functions.add(
        "upper_share",
        text,
        DOUBLE,
        "Upper-case letters among all letters; 0 when there are none.",
        "upper_share(\"ABcd\") == 0.5",
        a -> Texts.upperShare(string(a, 0)));
    functions.add(
        "digit_share",
        text,
        DOUBLE,
        "Digits among all characters; 0 when empty.",
        "digit_share(\"a1\") == 0.5",
        a -> Texts.digitShare(string(a, 0)));
    functions.add(
        "emoji_count",
        text,
        INT,
        "Emoji, each counted once however it is composed of code points.",
        "emoji_count(\"hi \\U0001F600\") == 1",
        a -> (long) Texts.emojiCount(string(a, 0)));
    functions.add(
        "mention_count",
        text,
        INT,
        "Mentions such as `@name`.",
        "mention_count(\"@a and @b\") == 2",
        a -> (long) Texts.markCount(string(a, 0), '@'));
    functions.add(
        "hashtag_count",
        text,
        INT,
        "Tags such as `#name`.",
        "hashtag_count(\"#a b\") == 1",
        a -> (long) Texts.markCount(string(a, 0), '#'));
    functions.add(
        "longest_run",
        text,
        INT,
        "Length of the longest run of one character.",
        "longest_run(\"noooo\") == 4",
        a -> (long) Texts.longestRun(string(a, 0)));
    functions.add(
        "edit_distance",
        List.of(string("a"), string("b")),
        INT,
        "Levenshtein distance of the first 256 characters.",
        "edit_distance(\"paypal\", \"paypa1\") == 1",
        a -> (long) Texts.editDistance(string(a, 0), string(a, 1)));
    functions.add(
        "similarity",
        List.of(string("a"), string("b")),
        DOUBLE,
        "1 for equal texts, 0 for texts with nothing in common: 1 - edit distance / longer length, of the first 256 characters.",
        "similarity(\"abcd\", \"abcx\") == 0.75",
        a -> Texts.similarity(string(a, 0), string(a, 1)));
    functions.add(
        "hash_bucket",
        List.of(string("text"), integer("buckets")),
        INT,
        "A stable number in [0, buckets) for a text: the same on every machine, for ever.",
        "hash_bucket(\"a\", 1) == 0",
        a -> Texts.hashBucket(string(a, 0), whole(a, 1)));
    return functions.list();
  }
}
