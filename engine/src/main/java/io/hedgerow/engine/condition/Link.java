package io.hedgerow.engine.condition;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;

/**
 * A web address taken apart leniently: what people post is often not a valid URI, and an attacker
 * gains by what a strict parser refuses.
 *
 * @param host lower case, in ASCII (punycode); may be an address
 * @param path from the first {@code /}, without query and fragment
 * @param query after {@code ?}, without fragment
 */
record Link(String host, String path, String query) {

  /** Empty when there is no host to be seen in it. */
  static Optional<Link> parse(String text) {
    String rest = afterScheme(text.strip());
    int end = rest.length();
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      if (c == '/' || c == '?' || c == '#' || c == '\\') {
        end = i;
        break;
      }
    }
    String authority = rest.substring(0, end);
    String tail = rest.substring(end);
    int at = authority.lastIndexOf('@');
    String host = host(authority.substring(at + 1));
    if (host.isEmpty() || host.length() > 253) {
      return Optional.empty();
    }
    int hash = tail.indexOf('#');
    String unfragmented = hash < 0 ? tail : tail.substring(0, hash);
    int question = unfragmented.indexOf('?');
    return Optional.of(
        question < 0
            ? new Link(host, unfragmented, "")
            : new Link(
                host, unfragmented.substring(0, question), unfragmented.substring(question + 1)));
  }

  private static String afterScheme(String text) {
    int colon = text.indexOf("://");
    if (colon > 0 && colon < 12) {
      return text.substring(colon + 3);
    }
    return text.startsWith("//") ? text.substring(2) : text;
  }

  private static String host(String authority) {
    int port = authority.lastIndexOf(':');
    String host =
        port >= 0 && authority.indexOf(']') < port ? authority.substring(0, port) : authority;
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (host.indexOf('.') < 0 && !host.startsWith("[") || host.indexOf(' ') >= 0) {
      return "";
    }
    try {
      return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return host.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The part of the host that someone registered: {@code example.co.uk} of {@code a.example.co.uk},
   * by the public suffix list; the host itself where the list does not help.
   */
  String domain() {
    try {
      InternetDomainName name = InternetDomainName.from(host);
      return name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : host;
    } catch (IllegalArgumentException | IllegalStateException _) {
      return host;
    }
  }

  /** The last label of the host. */
  String topLevel() {
    return host.substring(host.lastIndexOf('.') + 1);
  }

  /** The first value of a query parameter, as written. */
  Optional<String> parameter(String name) {
    for (String pair : query.split("&", 100)) {
      int equals = pair.indexOf('=');
      if (equals >= 0 && pair.substring(0, equals).equals(name)) {
        return Optional.of(pair.substring(equals + 1));
      }
    }
    return Optional.empty();
  }
}
