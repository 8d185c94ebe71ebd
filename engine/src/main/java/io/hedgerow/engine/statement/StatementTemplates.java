package io.hedgerow.engine.statement;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The languages in which a pack speaks to users.
 *
 * @param standard for whoever reads none of the others; one of the languages
 * @param languages by lower-case tag
 */
public record StatementTemplates(String standard, Map<String, StatementWords> languages) {

  public StatementTemplates {
    languages = Map.copyOf(languages);
    if (!languages.isEmpty() && !languages.containsKey(key(standard))) {
      throw new IllegalArgumentException("there are no words in `" + standard + "`");
    }
  }

  /** A pack that speaks to nobody; only for packs that decide and never tell. */
  public static final StatementTemplates NONE = new StatementTemplates("en", Map.of());

  /** The words of those languages. */
  public static StatementTemplates of(String standard, Iterable<StatementWords> all) {
    Map<String, StatementWords> languages = new LinkedHashMap<>();
    all.forEach(words -> languages.put(key(words.language()), words));
    return new StatementTemplates(standard, languages);
  }

  /**
   * The words for somebody who reads that: of the tag itself, of the tag with its last parts left
   * off one by one ({@code pt-BR}, then {@code pt}), or else the standard ones (RFC 4647, section
   * 3.4, "Lookup").
   *
   * @param tag BCP 47, as an event says it; anything else is as good as none
   */
  public StatementWords in(String tag) {
    String left = key(tag);
    while (!left.isEmpty()) {
      StatementWords words = languages.get(left);
      if (words != null) {
        return words;
      }
      left = left.substring(0, Math.max(0, left.lastIndexOf('-')));
    }
    return Optional.ofNullable(languages.get(key(standard)))
        .orElseThrow(() -> new IllegalStateException("the pack has no words for statements"));
  }

  private static String key(String tag) {
    return tag.strip().replace('_', '-').toLowerCase(Locale.ROOT);
  }
}
