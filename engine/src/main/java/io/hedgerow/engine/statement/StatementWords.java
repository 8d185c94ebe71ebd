package io.hedgerow.engine.statement;

import io.hedgerow.engine.policy.Action;
import io.hedgerow.engine.statement.Restriction.Found;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The words of one language for restrictions. Pure: the same restriction gives the same text.
 *
 * @param language BCP 47 tag, for example {@code de} or {@code pt-BR}
 * @param version names these words by their content
 * @param things what kinds of entity are called, {@code other} among them
 * @param actions what each action means for its reader
 * @param policies what is said otherwise, or as well, when it is about that policy
 * @param reasons what rules and banks find, by their name, instead of the reason they gave
 */
public record StatementWords(
    String language,
    String version,
    Map<String, String> things,
    Map<Action, String> actions,
    Map<Phrase, String> phrases,
    Map<String, PolicyWords> policies,
    Map<String, String> reasons) {

  /** The language of packs that have no words of their own. */
  public static final String BUILT_IN = "en";

  /** The name of things that have no name of their own. */
  public static final String OTHER = "other";

  /** What may stand in the braces of an action's words. */
  public static final Set<String> ACTION_NAMES = Set.of("thing", "Thing", "entity", "date");

  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi");

  public StatementWords {
    things = Map.copyOf(things);
    actions = Map.copyOf(actions);
    phrases = Map.copyOf(phrases);
    policies = Map.copyOf(policies);
    reasons = Map.copyOf(reasons);
  }

  /**
   * Words about one policy.
   *
   * @param title of the policy in this language
   * @param text of the policy in this language
   * @param says what else there is to say, such as where to find help
   * @param actions instead of the language's own
   */
  public record PolicyWords(
      Optional<String> title,
      Optional<String> text,
      Optional<String> says,
      Map<Action, String> actions) {
    /** Nothing to say but what is said of every policy. */
    public static final PolicyWords NONE =
        new PolicyWords(Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

    public PolicyWords {
      actions = Map.copyOf(actions);
    }
  }

  /** Names these words for good: {@code de@1f0c…}. */
  public String template() {
    return language + "@" + version;
  }

  /** True when the language is written from right to left. */
  public boolean rightToLeft() {
    return RIGHT_TO_LEFT.contains(Locale.forLanguageTag(language).getLanguage());
  }

  public PolicyWords policy(String id) {
    return policies.getOrDefault(id, PolicyWords.NONE);
  }

  /** A phrase of the page, with nothing to fill in. */
  public String say(Phrase phrase) {
    return phrases.getOrDefault(phrase, "");
  }

  /** A phrase of the page with a date in its braces, whatever they name. */
  public String say(Phrase phrase, Instant date) {
    Map<String, String> names = new HashMap<>();
    phrase.names().forEach(name -> names.put(name, date(date)));
    return fill(say(phrase), names);
  }

  /** Says it. */
  public StatementText write(Restriction restriction) {
    PolicyWords about = policy(restriction.policy());
    Map<String, String> names = names(restriction, about);
    String action =
        about
            .actions()
            .getOrDefault(restriction.action(), actions.getOrDefault(restriction.action(), ""));
    Phrase length = restriction.until().isPresent() ? Phrase.UNTIL : Phrase.OPEN_ENDED;
    return new StatementText(
        fill(say(Phrase.TITLE), names),
        sentences(fill(action, names), fill(say(length), names)),
        sentences(
            fill(say(Phrase.POLICY), names),
            restriction.strikes() ? fill(say(Phrase.STRIKES), names) : "",
            fill(about.says().orElse(""), names)),
        names.getOrDefault("facts", "").isEmpty() ? "" : fill(say(Phrase.FACTS), names),
        say(automation(restriction)),
        fill(say(restriction.ends().isPresent() ? Phrase.OBJECT : Phrase.FINAL), names));
  }

  private Map<String, String> names(Restriction restriction, PolicyWords about) {
    String kind = restriction.entity().kind();
    String thing = things.getOrDefault(kind, things.getOrDefault(OTHER, kind));
    Map<String, String> names = new HashMap<>();
    names.put("thing", thing);
    names.put("Thing", capital(thing));
    names.put("entity", restriction.entity().toString());
    names.put("policy", about.title().orElse(restriction.policyTitle()));
    names.put("date", date(restriction.at()));
    names.put("facts", reasons.getOrDefault(restriction.source(), restriction.facts()).strip());
    restriction.until().ifPresent(until -> names.put("until", date(until)));
    restriction.ends().ifPresent(ends -> names.put("ends", date(ends)));
    return names;
  }

  private static Phrase automation(Restriction restriction) {
    if (restriction.byMachine()) {
      return Phrase.MACHINE_DECIDED;
    }
    return switch (restriction.found()) {
      case Found.MACHINE -> Phrase.MACHINE_FOUND;
      case Found.REPORT -> Phrase.REPORT_FOUND;
      case Found.PERSON -> Phrase.PERSON_FOUND;
    };
  }

  private String date(Instant instant) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(Locale.forLanguageTag(language))
        .format(instant.atOffset(ZoneOffset.UTC));
  }

  private String capital(String text) {
    int first = text.isEmpty() ? 0 : text.offsetByCodePoints(0, 1);
    return text.substring(0, first).toUpperCase(Locale.forLanguageTag(language))
        + text.substring(first);
  }

  private static String sentences(String... sentences) {
    StringBuilder text = new StringBuilder();
    for (String sentence : sentences) {
      if (!sentence.isBlank()) {
        text.append(text.isEmpty() ? "" : " ").append(sentence.strip());
      }
    }
    return text.toString();
  }

  /** What is filled in is not looked at again: a brace in a fact stays a brace. */
  static String fill(String template, Map<String, String> names) {
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', from)) {
      int close = template.indexOf('}', open);
      if (close < 0) {
        break;
      }
      String name = template.substring(open + 1, close);
      text.append(template, from, open).append(name.equals("{") ? name : names.get(name));
      from = close + 1;
    }
    return text.append(template.substring(from)).toString();
  }
}
