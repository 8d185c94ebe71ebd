package io.hedgerow.review.cases;

import java.util.List;

/**
 * Which case a reviewer may get next.
 *
 * @param queues they work
 * @param allowed queues they may work, whether they do or not
 * @param languages they read; empty means all
 * @param policies they may decide by; empty means all
 * @param never policies they asked never to see
 * @param hardest the gravest severity they may still see today, 0 to 5
 * @param lead true when they get what was passed up, and what is due soon wherever it waits
 * @param order by harm, or by arrival for comparison
 */
public record Wanted(
    String reviewer,
    List<String> queues,
    List<String> allowed,
    List<String> languages,
    List<String> policies,
    List<String> never,
    int hardest,
    boolean lead,
    Order order) {
  /** In which order cases come. */
  public enum Order {
    /** What is due soon, then most expected harm first. */
    HARM,
    /** First in, first out. */
    ARRIVAL
  }

  public Wanted {
    queues = List.copyOf(queues);
    allowed = List.copyOf(allowed);
    languages = List.copyOf(languages);
    policies = List.copyOf(policies);
    never = List.copyOf(never);
  }

  /** The same in every queue they may work. */
  Wanted everywhere() {
    return new Wanted(reviewer, allowed, allowed, languages, policies, never, hardest, lead, order);
  }
}
