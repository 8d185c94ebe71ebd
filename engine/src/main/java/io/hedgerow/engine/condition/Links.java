package io.hedgerow.engine.condition;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The bodies of the link functions. */
final class Links {
  private static final Pattern LINK =
      Pattern.compile(
          "(?i)\\b(?:https?://|www\\.)[^\\s<>\"'\\x60]+|\\b[a-z0-9-]{2,}\\.(?:com|net|org|info|biz|io|co|xyz|top|shop|site|online|link|ly|gg|me)(?:/[^\\s<>\"']*)?\\b");
  private static final int MOST = 100;
  private static final int SHORTEST_PROTECTED = 5;

  private Links() {}

  static String host(String url) {
    return Link.parse(url).map(Link::host).orElse("");
  }

  static String domain(String url) {
    return Link.parse(url).map(Link::domain).orElse("");
  }

  static String topLevel(String url) {
    return Link.parse(url).map(Link::topLevel).orElse("");
  }

  static String path(String url) {
    return Link.parse(url).map(Link::path).orElse("");
  }

  static String parameter(String url, String name) {
    return Link.parse(url).flatMap(link -> link.parameter(name)).orElse("");
  }

  static List<String> in(String text) {
    List<String> found = new ArrayList<>(2);
    Matcher matcher = LINK.matcher(text);
    while (found.size() < MOST && matcher.find()) {
      found.add(withoutEndMarks(matcher.group()));
    }
    return found;
  }

  private static String withoutEndMarks(String link) {
    int end = link.length();
    while (end > 0 && ".,;:!?)]}".indexOf(link.charAt(end - 1)) >= 0) {
      end--;
    }
    return link.substring(0, end);
  }

  /**
   * Compares names without their suffix too ({@code paypal.com} protects against {@code
   * paypa1.net}), after swapping digits for the letters they stand for.
   */
  static boolean resembles(String domain, Map<?, ?> list) {
    if (list.containsKey(domain) || domain.isEmpty()) {
      return false;
    }
    String name = letters(firstLabel(domain));
    for (Object entry : list.keySet()) {
      String protectedName = letters(firstLabel((String) entry));
      if (protectedName.length() >= SHORTEST_PROTECTED && near(name, protectedName)) {
        return true;
      }
    }
    return false;
  }

  private static boolean near(String name, String protectedName) {
    if (name.equals(protectedName)
        || (name.contains(protectedName) && name.length() <= protectedName.length() + 12)) {
      return true;
    }
    int allowed = protectedName.length() >= 9 ? 2 : 1;
    return Math.abs(name.length() - protectedName.length()) <= allowed
        && Texts.editDistance(name, protectedName) <= allowed;
  }

  private static String firstLabel(String domain) {
    int dot = domain.indexOf('.');
    return dot < 0 ? domain : domain.substring(0, dot);
  }

  private static String letters(String name) {
    return name.replace('1', 'l')
        .replace('0', 'o')
        .replace('3', 'e')
        .replace('5', 's')
        .replace("rn", "m")
        .replace("vv", "w");
  }
}
