package io.hedgerow.engine.pack;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a pack with errors may have meant in another way than could be read: whoever asks for it
 * cannot be judged yet.
 */
final class Doubts {
  private static final Pattern NAME =
      Pattern.compile("\\b(event|actor|counter|list|score|match|trail)\\s*\\.\\s*(\\w+)");

  /** The end of what a url field brings along, beside itself. */
  private static final Pattern DERIVED = Pattern.compile("_(domain|host)$");

  private final Set<String> names = new HashSet<>();
  private final Set<String> families = new HashSet<>();
  private final Set<String> types = new HashSet<>();

  /**
   * @param name as conditions write it: {@code counter.links_1h}
   */
  void name(String name) {
    names.add(name);
  }

  /** Any name that begins so: {@code score}. */
  void family(String family) {
    families.add(family);
  }

  void type(String eventType) {
    types.add(eventType);
  }

  boolean ofAny(List<String> eventTypes) {
    return eventTypes.stream().anyMatch(types::contains);
  }

  boolean of(String name) {
    return names.contains(name)
        || names.contains(DERIVED.matcher(name).replaceFirst(""))
        || families.contains(name.substring(0, name.indexOf('.')));
  }

  /** Whether one of the names in the expressions is in doubt; names in texts count too. */
  boolean in(Stream<Expression> expressions) {
    return expressions
        .map(Expression::source)
        .flatMap(source -> NAME.matcher(source).results())
        .anyMatch(found -> of(found.group(1) + "." + found.group(2)));
  }
}
