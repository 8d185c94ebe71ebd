package io.hedgerow.review.cases;

import java.util.List;

/**
 * Which case a reviewer may get next.
 *
 * @param queues they may work
 * @param languages they read; empty means all
 * @param policies they may decide by; empty means all
 * @param never policies they asked never to see
 * @param hardest the gravest severity they may still see today, 0 to 5
 * @param order by harm, or by arrival for comparison
 */
public record Wanted(
    String reviewer,
    List<String> queues,
    List<String> languages,
    List<String> policies,
    List<String> never,
    int hardest,
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
    languages = List.copyOf(languages);
    policies = List.copyOf(policies);
    never = List.copyOf(never);
  }
}
