package io.hedgerow.server.webhook;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Keeps webhooks from reaching what only the server can reach (server-side request forgery): other
 * schemes, and unless allowed, addresses that are not public.
 *
 * <p>It is asked when a webhook is registered and before each attempt; the JVM caches look-ups for
 * longer than the two steps take, so the connection goes to the address that was checked.
 */
record AddressGuard(boolean privateAllowed) {

  /** What is wrong with the address, if anything. */
  Optional<String> objection(URI url) {
    String scheme = String.valueOf(url.getScheme());
    if (url.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      return Optional.of("a webhook must be an absolute https:// or http:// address");
    }
    if (url.getUserInfo() != null || url.getFragment() != null) {
      return Optional.of("a webhook's address must have no user info and no fragment");
    }
    if (privateAllowed) {
      return Optional.empty();
    }
    if (scheme.equals("http")) {
      return Optional.of("a webhook must use https");
    }
    return resolved(url.getHost());
  }

  private static Optional<String> resolved(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!isPublic(address)) {
          return Optional.of(
              "`"
                  + host
                  + "` is not a public address; allow it with"
                  + " hedgerow.webhooks.private-addresses");
        }
      }
      return Optional.empty();
    } catch (UnknownHostException unknown) {
      return Optional.of("`" + host + "` cannot be resolved");
    }
  }

  /** Private, shared (100.64/10), unique local (fc00::/7) and special ranges are not public. */
  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    if (bytes.length == 4) {
      return first != 0
          && first < 240
          && !(first == 100 && second >= 64 && second < 128)
          && !(first == 192 && second == 0 && (bytes[2] & 0xFF) == 0)
          && !(first == 198 && (second == 18 || second == 19));
    }
    boolean carriesIpv4 = first == 0 && second == 0x64 || first == 0x20 && second == 0x02;
    return (first & 0xFE) != 0xFC && !carriesIpv4;
  }
}
