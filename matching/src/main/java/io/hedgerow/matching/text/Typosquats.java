package io.hedgerow.matching.text;

import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Domains that pass for protected ones: by look-alike letters, by a slip of the finger, or by the
 * name with something put beside it. Looks at the few protected names that share a deletion of one
 * letter (the symmetric-delete index of Garbe, 2012), so thousands of protected domains cost
 * nothing. Immutable.
 */
public final class Typosquats {
  private static final int SHORTEST = 5;

  private final Set<String> domains = new HashSet<>();
  private final Map<String, String> byName = new HashMap<>();
  private final Map<String, List<String>> byDeletion = new HashMap<>();

  /** How a domain passes for another. */
  public enum Disguise {
    /** Reads the same: look-alike letters, digits for letters, {@code rn} for {@code m}. */
    LOOK_ALIKE,
    /** One letter more, less, other, or two exchanged. */
    SLIP,
    /** The name itself with more beside it: {@code example-login.net}. */
    NAME_INSIDE,
    /** The name itself under another suffix: {@code example.shop}. */
    OTHER_SUFFIX
  }

  /**
   * A finding.
   *
   * @param domain the protected domain
   * @param distance letters that differ, by optimal string alignment
   */
  public record Resemblance(String domain, Disguise disguise, int distance) {}

  /**
   * Protects registered domains; names shorter than {@value #SHORTEST} letters resemble too much.
   */
  public Typosquats(Collection<String> protectedDomains) {
    for (String written : protectedDomains) {
      String domain = Web.registered(Web.host(written));
      domains.add(domain);
      String name = name(domain);
      if (name.length() >= SHORTEST) {
        byName.putIfAbsent(name, domain);
        for (String deletion : deletions(name)) {
          byDeletion.computeIfAbsent(deletion, d -> new ArrayList<>()).add(name);
        }
      }
    }
  }

  /** What a host passes for; empty for a protected domain itself and for what resembles none. */
  public Optional<Resemblance> of(String host) {
    String domain = Web.registered(Web.host(host));
    if (domain.isEmpty() || domains.contains(domain)) {
      return Optional.empty();
    }
    String written = name(domain);
    String reading = reading(written);
    if (byName.containsKey(written)) {
      return found(written, Disguise.OTHER_SUFFIX, 0);
    }
    if (byName.containsKey(reading)) {
      return found(reading, Disguise.LOOK_ALIKE, distance(written, reading));
    }
    return slip(reading).or(() -> inside(domain));
  }

  private Optional<Resemblance> found(String name, Disguise disguise, int distance) {
    return Optional.ofNullable(byName.get(name))
        .map(domain -> new Resemblance(domain, disguise, distance));
  }

  private Optional<Resemblance> slip(String name) {
    return deletions(name).stream()
        .flatMap(deletion -> byDeletion.getOrDefault(deletion, List.of()).stream())
        .distinct()
        .filter(each -> distance(name, each) == 1)
        .min(Comparator.naturalOrder())
        .flatMap(each -> found(each, Disguise.SLIP, 1));
  }

  /** Any word of the registered name, between hyphens, is one. */
  private Optional<Resemblance> inside(String domain) {
    for (String part : name(domain).split("-")) {
      String reading = reading(part);
      if (byName.containsKey(reading)) {
        return found(reading, Disguise.NAME_INSIDE, name(domain).length() - part.length());
      }
    }
    return Optional.empty();
  }

  /** What stands before the public suffix. */
  private static String name(String domain) {
    int dot = domain.indexOf('.');
    try {
      InternetDomainName whole = InternetDomainName.from(domain);
      int suffix = whole.publicSuffix() == null ? 0 : whole.publicSuffix().toString().length();
      int end = suffix == 0 || suffix + 1 > domain.length() ? dot : domain.length() - suffix - 1;
      return domain.substring(0, Math.max(0, end));
    } catch (IllegalArgumentException _) {
      return dot < 0 ? domain : domain.substring(0, dot);
    }
  }

  /** Look-alike letters as letters, digits as letters, and pairs that pass for one letter. */
  private static String reading(String name) {
    String letters =
        TextNormalizer.forTerms().normalize("the " + IDN.toUnicode(name)).text().substring(4);
    StringBuilder reading = new StringBuilder();
    for (char c : letters.toCharArray()) {
      reading.append(c == '1' ? 'l' : Leet.letterFor(c) == 0 ? c : Leet.letterFor(c));
    }
    return reading.toString().replace("rn", "m").replace("vv", "w").replace("cl", "d");
  }

  private static Set<String> deletions(String name) {
    Set<String> deletions = new HashSet<>(Set.of(name));
    for (int i = 0; i < name.length(); i++) {
      deletions.add(name.substring(0, i) + name.substring(i + 1));
    }
    return deletions;
  }

  /** Optimal string alignment: edits, and neighbours exchanged once. */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 1; j <= b.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(cost[i - 1][j], cost[i][j - 1]) + 1;
        best = Math.min(best, cost[i - 1][j - 1] + other);
        boolean exchanged =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        cost[i][j] = exchanged ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
      }
    }
    return cost[a.length()][b.length()];
  }
}
