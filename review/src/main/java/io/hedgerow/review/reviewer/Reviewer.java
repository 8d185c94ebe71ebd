package io.hedgerow.review.reviewer;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Someone who reviews: what they know, what they may see, and how much of it in a day.
 *
 * @param name as the audit chain knows them, {@code person:alice}
 * @param queues they work; empty means every queue that needs no grant
 * @param languages they read, ISO 639; empty means all
 * @param grants queues they may work that need a grant
 * @param policies they may decide by; empty means all
 * @param never policies they asked never to see
 * @param soft grave cases in a day from which on a break is suggested
 * @param hard grave cases in a day from which on they get no more of them
 */
public record Reviewer(
    String name,
    List<String> queues,
    List<String> languages,
    Set<String> grants,
    List<String> policies,
    List<String> never,
    int soft,
    int hard) {
  /** From this severity on a case counts towards the limits, and is covered until revealed. */
  public static final int GRAVE = 3;

  /** Over which time grave cases are counted. */
  public static final Duration DAY = Duration.ofHours(24);

  private static final int SOFT = 100;
  private static final int HARD = 200;

  public Reviewer {
    queues = List.copyOf(queues);
    languages = List.copyOf(languages);
    grants = Set.copyOf(grants);
    policies = List.copyOf(policies);
    never = List.copyOf(never);
    if (soft < 0 || hard < soft) {
      throw new IllegalArgumentException(
          "limits must be 0 <= soft <= hard, were " + soft + " and " + hard);
    }
  }

  /**
   * True for a program that does not say for whom it works ({@code key:…}); one that does is as the
   * person it names ({@code key:…/ann}).
   */
  public static boolean isMachine(String name) {
    return name.startsWith("key:") && name.indexOf('/') < 0;
  }

  /** Somebody nobody has said anything about: no grants, the usual limits. */
  public static Reviewer unknown(String name) {
    return new Reviewer(name, List.of(), List.of(), Set.of(), List.of(), List.of(), SOFT, HARD);
  }

  /** The same person, who never wants to see those policies. */
  public Reviewer never(List<String> policies) {
    return new Reviewer(name, queues, languages, grants, this.policies, policies, soft, hard);
  }

  /** True when they may say that an entity breaks that policy. */
  public boolean mayDecideBy(String policy) {
    return policies.isEmpty() || policies.contains(policy);
  }
}
