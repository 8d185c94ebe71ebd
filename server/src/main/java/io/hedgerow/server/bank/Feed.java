package io.hedgerow.server.bank;

import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.pack.DurationText;
import io.hedgerow.matching.bank.Exchange;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An exchange that a bank follows, from the operator's feeds file.
 *
 * @param source name under which its hashes are kept
 * @param url where its pages are
 * @param header sent with every request, {@code Name: value}, for the exchange's key
 * @param every how often it is asked
 */
public record Feed(
    String bank, String source, Exchange kind, URI url, Optional<String> header, Duration every) {

  /**
   * Reads a JSON file: a list of objects with {@code bank}, {@code source}, {@code kind}, {@code
   * url}, and optionally {@code header} and {@code every}.
   *
   * @throws IllegalArgumentException that names file, entry and member when something does not fit
   */
  public static List<Feed> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "the feeds file %s cannot be read: %s".formatted(file, unreadable.getMessage()),
          unreadable);
    }
    if (new JsonReader().read(text) instanceof JsonReading.Value(List<?> entries)) {
      return java.util.stream.IntStream.range(0, entries.size())
          .mapToObj(i -> read(entries.get(i), "%s, entry %d".formatted(file, i + 1)))
          .toList();
    }
    throw new IllegalArgumentException("the feeds file %s must be a JSON list".formatted(file));
  }

  private static Feed read(Object entry, String where) {
    if (!(entry instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException(where + ": must be an object");
    }
    String kind = text(members, "kind", where);
    return new Feed(
        text(members, "bank", where),
        text(members, "source", where),
        Exchange.find(kind)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "%s: `kind` must be one of %s, was `%s`"
                        .formatted(where, Exchange.words(), kind))),
        URI.create(text(members, "url", where)),
        Optional.ofNullable(members.get("header")).map(Object::toString),
        Optional.ofNullable(members.get("every"))
            .map(Object::toString)
            .map(word ->
                DurationText.parse(word)
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "%s: `every` must be a duration such as 15m, was `%s`"
                                .formatted(where, word))))
            .orElse(Duration.ofMinutes(15)));
  }

  private static String text(Map<?, ?> members, String name, String where) {
    if (members.get(name) instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    throw new IllegalArgumentException("%s: `%s` is missing".formatted(where, name));
  }
}
