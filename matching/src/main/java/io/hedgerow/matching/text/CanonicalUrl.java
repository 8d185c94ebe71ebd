package io.hedgerow.matching.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A web address in the one spelling that all its spellings share, read as leniently as a browser
 * reads it: what a strict parser refuses, an attacker uses.
 *
 * <p>Case of the host, punycode, user names in front of it, default ports, dots and needless
 * escapes in the path, the fragment, the order of the query and parameters that only say where a
 * visitor came from: none of these makes another address. The scheme is left out, since hosts serve
 * both.
 *
 * @param host lower case, in ASCII, without {@code www.}
 * @param domain the part of the host that someone registered
 * @param port 0 for the usual one
 * @param path starts with {@code /}, ends without one
 * @param query sorted; empty without
 */
public record CanonicalUrl(String host, String domain, int port, String path, String query) {
  private static final Set<String> SCHEMES = Set.of("http", "https", "ftp", "hxxp", "hxxps");
  private static final Set<String> VISITS =
      Set.of(
          "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "igsh", "mc_cid", "mc_eid",
          "ref", "ref_src", "si", "feature", "_ga", "spm");
  private static final int MOST_PARAMETERS = 200;

  /** Reads an address; empty when it names no host. Never throws. */
  public static Optional<CanonicalUrl> of(String written) {
    String rest = afterScheme(written.strip().replace("[.]", ".").replace('\\', '/'));
    int end = firstOf(rest, "/?#");
    String authority = rest.substring(0, end);
    authority = authority.substring(authority.lastIndexOf('@') + 1);
    int colon = authority.lastIndexOf(':');
    boolean port = colon >= 0 && authority.indexOf(']') < colon;
    String host = Web.host(Escapes.decode(port ? authority.substring(0, colon) : authority));
    if (host.isEmpty()) {
      return Optional.empty();
    }
    while (host.startsWith("www.") && host.indexOf('.', 4) > 0) {
      host = host.substring(4);
    }
    String tail = rest.substring(end);
    tail = tail.substring(0, firstOf(tail, "#"));
    int question = firstOf(tail, "?");
    return Optional.of(
        new CanonicalUrl(
            host,
            Web.registered(host),
            port ? port(authority.substring(colon + 1)) : 0,
            path(tail.substring(0, question)),
            question == tail.length() ? "" : query(tail.substring(question + 1))));
  }

  /** The one spelling: equal for addresses that are the same. */
  @Override
  public String toString() {
    return host + (port == 0 ? "" : ":" + port) + path + (query.isEmpty() ? "" : "?" + query);
  }

  private static String afterScheme(String text) {
    int colon = text.indexOf(':');
    String rest = text;
    if (colon > 0 && SCHEMES.contains(text.substring(0, colon).toLowerCase(Locale.ROOT))) {
      rest = text.substring(colon + 1);
    } else if (text.startsWith("://", colon) && colon > 0) {
      rest = text.substring(colon + 1);
    }
    int at = 0;
    while (at < rest.length() && rest.charAt(at) == '/') {
      at++;
    }
    return rest.substring(at);
  }

  private static int firstOf(String text, String marks) {
    int at = 0;
    while (at < text.length() && marks.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  private static int port(String digits) {
    boolean number = digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    int port = number && !digits.isEmpty() ? Integer.parseInt(digits) : 0;
    return port == 80 || port == 443 || port > 65_535 ? 0 : port;
  }

  /** RFC 3986, section 5.2.4: dots are walked. */
  private static String path(String written) {
    List<String> kept = new ArrayList<>();
    for (String part : written.split("/")) {
      String plain = Escapes.plain(part);
      if (plain.equals("..")) {
        if (!kept.isEmpty()) {
          kept.removeLast();
        }
      } else if (!plain.isEmpty() && !plain.equals(".")) {
        kept.add(plain);
      }
    }
    return "/" + String.join("/", kept);
  }

  private static String query(String written) {
    List<String> kept = new ArrayList<>();
    for (String pair : written.split("&", MOST_PARAMETERS)) {
      String name = pair.substring(0, firstOf(pair, "=")).toLowerCase(Locale.ROOT);
      if (!pair.isEmpty() && !name.startsWith("utm_") && !VISITS.contains(name)) {
        kept.add(Escapes.plain(pair));
      }
    }
    kept.sort(Comparator.naturalOrder());
    return String.join("&", kept);
  }

  /** The values of a parameter, decoded, first to last. */
  public List<String> parameters(String name) {
    List<String> values = new ArrayList<>();
    for (String pair : query.split("&", MOST_PARAMETERS)) {
      int equals = firstOf(pair, "=");
      if (equals < pair.length() && pair.substring(0, equals).equalsIgnoreCase(name)) {
        values.add(Escapes.decode(pair.substring(equals + 1)));
      }
    }
    return values;
  }
}
