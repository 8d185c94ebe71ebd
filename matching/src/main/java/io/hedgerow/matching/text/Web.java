package io.hedgerow.matching.text;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Locale;

/** Names of hosts: their spelling in ASCII, and who registered them. */
final class Web {
  private static final int LONGEST = 253;

  private Web() {}

  /** Lower case, in ASCII (punycode), without the dot of the root; empty when it is no host. */
  static String host(String written) {
    String host = written.strip();
    host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    boolean address = host.startsWith("[");
    if (host.isEmpty() || host.length() > LONGEST || !address && host.indexOf('.') < 0) {
      return "";
    }
    String spelled = ascii(host);
    return spelled.chars().allMatch(c -> isHostPart(c, address)) ? spelled : "";
  }

  private static String ascii(String host) {
    try {
      return IDN.toASCII(host, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException _) {
      return host.toLowerCase(Locale.ROOT);
    }
  }

  /** More than the standard allows, since resolvers do too. */
  private static boolean isHostPart(int c, boolean address) {
    boolean plain =
        c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' || c == '_';
    return plain || c > 0x9F || address && (c == ':' || c == '[' || c == ']' || c == '%');
  }

  /** What stands right under the public suffix, or the host where the list does not help. */
  static String registered(String host) {
    try {
      InternetDomainName name = InternetDomainName.from(host);
      return name.isUnderPublicSuffix() ? name.topPrivateDomain().toString() : host;
    } catch (IllegalArgumentException | IllegalStateException _) {
      return host;
    }
  }
}
