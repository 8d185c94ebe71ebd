package io.hedgerow.matching.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that only lead to another one that they carry in a parameter. By list, without asking
 * the network; short links that carry nothing stay what they are.
 *
 * @param parameters by host, the parameters that carry an address
 */
public record Redirectors(Map<String, List<String>> parameters) {
  private static final int MOST_HOPS = 8;

  public Redirectors {
    Map<String, List<String>> copy = new HashMap<>();
    parameters.forEach((host, names) -> copy.put(Web.host(host), List.copyOf(names)));
    parameters = Map.copyOf(copy);
  }

  /** Redirectors of the large platforms, documented or seen in their own pages. */
  public static Redirectors usual() {
    return new Redirectors(
        Map.ofEntries(
            Map.entry("google.com", List.of("q", "url", "adurl")),
            Map.entry("l.facebook.com", List.of("u")),
            Map.entry("lm.facebook.com", List.of("u")),
            Map.entry("l.instagram.com", List.of("u")),
            Map.entry("l.messenger.com", List.of("u")),
            Map.entry("youtube.com", List.of("q")),
            Map.entry("out.reddit.com", List.of("url")),
            Map.entry("t.umblr.com", List.of("z")),
            Map.entry("vk.com", List.of("to")),
            Map.entry("away.vk.com", List.of("to")),
            Map.entry("steamcommunity.com", List.of("url", "u")),
            Map.entry("slack-redir.net", List.of("url")),
            Map.entry("linkedin.com", List.of("url")),
            Map.entry("duckduckgo.com", List.of("uddg")),
            Map.entry("href.li", List.of("")),
            Map.entry("safelinks.protection.outlook.com", List.of("url"))));
  }

  /** Where an address leads in the end, as far as it says so itself. */
  public CanonicalUrl unwrap(CanonicalUrl url) {
    CanonicalUrl current = url;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      Optional<CanonicalUrl> next = next(current);
      if (next.isEmpty()) {
        return current;
      }
      current = next.get();
    }
    return current;
  }

  private Optional<CanonicalUrl> next(CanonicalUrl url) {
    List<String> names = listed(url.host());
    return names.stream()
        .flatMap(
            name -> name.isEmpty() ? List.of(url.query()).stream() : url.parameters(name).stream())
        .filter(value -> value.startsWith("http:") || value.startsWith("https:"))
        .findFirst()
        .flatMap(CanonicalUrl::of);
  }

  /** The list's entry for the host or a host above it. */
  private List<String> listed(String host) {
    String above = host;
    while (true) {
      List<String> names = parameters.get(above);
      int dot = above.indexOf('.');
      if (names != null || dot < 0) {
        return names == null ? List.of() : names;
      }
      above = above.substring(dot + 1);
    }
  }
}
