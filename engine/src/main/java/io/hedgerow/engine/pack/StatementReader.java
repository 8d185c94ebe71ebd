package io.hedgerow.engine.pack;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.statement.Phrase;
import io.hedgerow.engine.statement.StatementWords;
import io.hedgerow.engine.statement.StatementWords.PolicyWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads one file of {@code statements/}. A language is whole or refused, so that nobody is ever
 * told half of it in another one; only words about single policies may be missing.
 */
final class StatementReader {
  static final Set<String> KEYS =
      Set.of("language", "things", "actions", "sentences", "policies", "reasons");
  static final Set<String> POLICY_KEYS = Set.of("title", "text", "says", "actions");

  private static final Map<String, Action> ACTIONS =
      Arrays.stream(Action.values()).collect(Collectors.toUnmodifiableMap(Action::word, a -> a));

  private static final String BUILT_IN = "/io/hedgerow/engine/statement/en.yaml";

  private final SourceFile file;
  private final Diagnostics diagnostics;
  private final String standard;
  private final Set<String> policies;
  private final Set<String> sources;

  /**
   * @param standard the language that the pack's policies are written in
   * @param policies that the pack has
   * @param sources rules and banks that the pack has
   */
  StatementReader(
      SourceFile file,
      Diagnostics diagnostics,
      String standard,
      Set<String> policies,
      Set<String> sources) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.standard = standard;
    this.policies = policies;
    this.sources = sources;
  }

  /** The English of packs that have none. */
  static StatementWords builtIn() {
    try (InputStream in = StatementReader.class.getResourceAsStream(BUILT_IN)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return new StatementReader(
              new SourceFile("statements/en.yaml", text),
              new Diagnostics(),
              StatementWords.BUILT_IN,
              Set.of(),
              Set.of())
          .read()
          .orElseThrow();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  Optional<StatementWords> read() {
    return YamlFile.parse(file, diagnostics)
        .flatMap(node -> Fields.of(file, diagnostics, node, "a language", KEYS))
        .map(this::words);
  }

  private StatementWords words(Fields fields) {
    StatementWords words =
        new StatementWords(
            language(fields),
            PackVersion.of(file),
            things(fields),
            actions(fields, "actions", true),
            phrases(fields),
            policies(fields),
            reasons(fields));
    warnOfSilence(fields, words);
    return words;
  }

  /** A policy without a title in the reader's language is named as the pack has it. */
  private void warnOfSilence(Fields fields, StatementWords words) {
    Set<String> silent = new TreeSet<>(policies);
    words.policies().keySet().forEach(silent::remove);
    if (!silent.isEmpty() && !words.language().equals(standard)) {
      diagnostics.warning(
          fields.keyAt("policies"),
          "no words in `" + words.language() + "` for " + String.join(", ", silent),
          "add them under `policies:`; until then users read the title that the pack has");
    }
  }

  private String language(Fields fields) {
    String tag = fields.text("language");
    String named = file.path().replaceAll("^.*/|\\.yaml$", "");
    if (fields.has("language") && !isTag(tag)) {
      fields.error(
          "language", "`" + tag + "` is no language tag", "use BCP 47, such as `de` or `pt-BR`");
    } else if (fields.has("language") && !tag.equals(named)) {
      fields.error(
          "language",
          "the file is named `" + named + "` and says `" + tag + "`",
          "name the file " + tag + ".yaml");
    }
    return tag;
  }

  /** True for a well-formed tag as it is usually written. */
  static boolean isTag(String tag) {
    return !tag.isEmpty() && Locale.forLanguageTag(tag).toLanguageTag().equals(tag);
  }

  private Map<String, String> things(Fields fields) {
    Map<String, String> things = new TreeMap<>();
    mapping(fields, "things")
        .ifPresent(all -> all.names().forEach(kind -> things.put(kind, all.text(kind).strip())));
    if (fields.has("things") && !things.containsKey(StatementWords.OTHER)) {
      fields.error(
          "things",
          "`things` has no `other`",
          "add what anything else is called, such as `other: what you posted`");
    }
    return things;
  }

  private Optional<Fields> mapping(Fields fields, String key) {
    if (!fields.has(key)) {
      fields.text(key);
    }
    return fields.anyFields(key, "`" + key + "`");
  }

  private Map<Action, String> actions(Fields fields, String key, boolean all) {
    Map<Action, String> actions = new EnumMap<>(Action.class);
    Optional<Fields> inner =
        all || fields.has(key)
            ? mapping(fields, key).flatMap(_ -> fields.fields(key, "`actions`", ACTIONS.keySet()))
            : Optional.empty();
    inner.ifPresent(words ->
        new TreeMap<>(ACTIONS)
            .forEach((word, action) -> {
              if (all || words.has(word)) {
                actions.put(action, template(words, word, StatementWords.ACTION_NAMES));
              }
            }));
    return actions;
  }

  private Map<Phrase, String> phrases(Fields fields) {
    Map<Phrase, String> phrases = new EnumMap<>(Phrase.class);
    mapping(fields, "sentences")
        .flatMap(_ -> fields.fields("sentences", "`sentences`", Phrase.keys()))
        .ifPresent(words -> {
          for (Phrase phrase : Phrase.values()) {
            phrases.put(phrase, template(words, phrase.key(), phrase.names()));
          }
        });
    return phrases;
  }

  private Map<String, PolicyWords> policies(Fields fields) {
    Map<String, PolicyWords> found = new LinkedHashMap<>();
    fields
        .anyFields("policies", "`policies`")
        .ifPresent(all ->
            all.names()
                .forEach(id -> {
                  known(all, id, policies, "policy");
                  all.fields(id, "words about a policy", POLICY_KEYS)
                      .ifPresent(words -> found.put(id, policy(words)));
                }));
    return found;
  }

  private PolicyWords policy(Fields words) {
    return new PolicyWords(
        words.optionalText("title"),
        words.optionalText("text"),
        words.has("says") ? Optional.of(template(words, "says", Set.of())) : Optional.empty(),
        actions(words, "actions", false));
  }

  private Map<String, String> reasons(Fields fields) {
    Map<String, String> found = new LinkedHashMap<>();
    fields
        .anyFields("reasons", "`reasons`")
        .ifPresent(all ->
            all.names()
                .forEach(id -> {
                  known(all, id, sources, "rule or bank");
                  found.put(id, all.text(id));
                }));
    return found;
  }

  private void known(Fields all, String name, Set<String> valid, String what) {
    if (!valid.contains(name)) {
      diagnostics.error(
          all.keyAt(name), "unknown " + what + " `" + name + "`", Suggestion.hint(name, valid));
    }
  }

  /** A text whose braces hold nothing but those names. */
  private String template(Fields fields, String key, Set<String> names) {
    Expression template = fields.expression(key);
    String text = template.source();
    for (int open = text.indexOf('{'); open >= 0; ) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        diagnostics.error(
            template.at(open),
            "this brace is never closed",
            "close it, or write `{{}` for a brace");
        return text;
      }
      String name = text.substring(open + 1, close);
      if (!name.equals("{") && !names.contains(name)) {
        diagnostics.error(
            template.at(open),
            "`" + key + "` knows no `{" + name + "}`",
            names.isEmpty()
                ? "nothing can be filled in here"
                : Suggestion.hint(name, new TreeSet<>(names)));
      }
      open = text.indexOf('{', close);
    }
    return text.strip();
  }
}
