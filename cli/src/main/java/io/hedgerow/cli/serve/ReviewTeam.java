package io.hedgerow.cli.serve;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.cli.serve.ServerClient.Answer;
import io.hedgerow.cli.serve.ServerClient.Refused;
import io.hedgerow.engine.event.EntityId;
import io.hedgerow.server.access.Permission;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Simulated reviewers of a simulated community, and the users who object to what they decide. They
 * know the truth, and get it wrong as often as people do; they work over HTTP like anybody else.
 * Each reviewer is a thread.
 */
final class ReviewTeam {
  /** Simulated people, in the order in which they join. */
  private static final List<String> NAMES =
      List.of("ann", "ben", "cleo", "dan", "eve", "finn", "gus", "hana", "ivo", "jun");

  /** What a key that works for them must be allowed. */
  static final Set<Permission> NEEDS =
      Set.of(
          Permission.CASES_WORK,
          Permission.QUALITY_WRITE,
          Permission.MEASURE_WRITE,
          Permission.DECISIONS_READ,
          Permission.EVENTS_WRITE);

  /** The most there can be. */
  static final int MOST = NAMES.size();

  private static final double WRONG = 0.04;
  private static final double JUDGED_TWICE = 0.15;

  /** What they leave for whoever looks on, once a sample is judged. */
  private static final int LEFT = 40;

  private static final double INNOCENT_OBJECT = 0.4;
  private static final double GUILTY_OBJECT = 0.03;
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final ServerClient server;
  private final Function<EntityId, Optional<String>> truth;
  private final long seed;
  private final AtomicLong toJudge = new AtomicLong();
  private Instant publishAfter = Instant.MIN;
  private Duration publishAgain = Duration.ofSeconds(5);

  /**
   * @param truth which policy an entity breaks, if any
   */
  ReviewTeam(ServerClient server, Function<EntityId, Optional<String>> truth, long seed) {
    this.server = server;
    this.truth = truth;
    this.seed = seed;
  }

  /** Has some decisions taken twice, so that agreement can be measured. */
  void measureAgreement() throws IOException, InterruptedException {
    for (Map<?, ?> queue : queues()) {
      server.post(
          "/v1/quality/rates",
          members("queue", String.valueOf(queue.get("queue")), "second", JUDGED_TWICE));
    }
  }

  /** Draws what was seen on a day, once for each policy; false when nothing was. */
  boolean draw(LocalDate day, List<String> policies, int size, String impressions)
      throws IOException, InterruptedException {
    if (impressions.lines().count() <= size) {
      return false;
    }
    for (String policy : policies) {
      String path = "/v1/samples?policy=%s&day=%s&size=%d&seed=%d";
      Answer drawn = server.post(path.formatted(policy, day, size, seed), "text/csv", impressions);
      toJudge.addAndGet(drawn.number("asked"));
    }
    return true;
  }

  /** Sends the first so many to work until they are interrupted or the server has gone. */
  void work(int reviewers) {
    for (String name : NAMES.subList(0, reviewers)) {
      Thread.ofVirtual().name("reviewer " + name).start(() -> new Shift(name).work());
    }
  }

  @SuppressWarnings("unchecked")
  private List<Map<?, ?>> queues() throws IOException, InterruptedException {
    return (List<Map<?, ?>>)
        server.get("/v1/queues").members().getOrDefault("queues", List.<Map<?, ?>>of());
  }

  private long open() throws IOException, InterruptedException {
    return queues().stream().mapToLong(queue -> (Long) queue.get("open")).sum();
  }

  /**
   * Figures are published every hour. Whoever looks on wants to see them sooner, as the backlog is
   * worked off: soon at first, then less and less often.
   */
  private void publish() throws IOException, InterruptedException {
    if (publishIsDue(Instant.now())) {
      server.post("/v1/status/publish", members());
    }
  }

  private synchronized boolean publishIsDue(Instant now) {
    if (now.isBefore(publishAfter)) {
      return false;
    }
    publishAfter = now.plus(publishAgain);
    publishAgain = publishAgain.multipliedBy(2);
    return true;
  }

  /** One reviewer at work. */
  private final class Shift {
    private final String name;
    private final SplittableRandom random;

    Shift(String name) {
      this.name = name;
      random = new SplittableRandom(seed ^ name.hashCode());
    }

    void work() {
      try {
        while (true) {
          if (toJudge.get() <= 0 && open() <= LEFT || !takeOne()) {
            publish();
            Thread.sleep(PAUSE);
          }
        }
      } catch (IOException _) {
        // The server has gone, and the demonstration with it.
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }

    /** In order of arrival: what is left for others is new, and a day's sample gets done. */
    private boolean takeOne() throws IOException, InterruptedException {
      Answer found =
          server.post("/v1/cases/next", members("reviewer", name, "order", List.of("arrival")));
      if (found.status() != 200) {
        return false;
      }
      EntityId entity = EntityId.parse(found.text("entity"));
      Optional<String> broken = truth.apply(entity);
      Optional<String> said = random.nextDouble() < WRONG ? wrong(broken, found) : broken;
      try {
        decide(found, said);
      } catch (Refused refused) {
        return refused.status() == 409;
      }
      if (found.text("cause").equals("sample")) {
        toJudge.decrementAndGet();
      }
      if (said.isPresent() && !found.members().containsKey("appeal")) {
        object(entity, broken.isPresent());
      }
      return true;
    }

    /** Misses a breach, or takes the case for what it is about. */
    private Optional<String> wrong(Optional<String> broken, Answer found) {
      return broken.isPresent()
          ? Optional.empty()
          : Optional.of(found.text("policy")).filter(policy -> !policy.isEmpty());
    }

    private void decide(Answer found, Optional<String> said)
        throws IOException, InterruptedException {
      Map<String, Object> decision =
          new HashMap<>(
              members(
                  "lease",
                  found.text("lease"),
                  "reviewer",
                  name,
                  "reason",
                  said.isPresent() ? "It breaks the policy." : "It breaks no policy."));
      said.ifPresent(policy -> decision.put("policy", policy));
      server.post("/v1/cases/" + found.text("case") + "/decide", decision);
    }

    /** People who did nothing object more often, and not all of them do. */
    private void object(EntityId entity, boolean guilty) throws IOException, InterruptedException {
      if (random.nextDouble() >= (guilty ? GUILTY_OBJECT : INNOCENT_OBJECT)) {
        return;
      }
      for (int tries = 0; tries < 20; tries++) {
        Optional<String> link = statement(entity);
        if (link.isPresent()) {
          appeal(link.get());
          return;
        }
        Thread.sleep(Duration.ofMillis(250));
      }
    }

    private Optional<String> statement(EntityId entity) throws IOException, InterruptedException {
      return server.get("/v1/statements?entity=" + entity).members().get("statements")
                  instanceof List<?> all
              && !all.isEmpty()
              && all.getFirst() instanceof Map<?, ?> newest
          ? Optional.of(String.valueOf(newest.get("link")))
          : Optional.empty();
    }

    private void appeal(String link) throws IOException, InterruptedException {
      try {
        server.post(
            "/v1/appeals",
            members("statement", link, "text", "Please look again: this is not what you say."));
      } catch (Refused _) {
        // Objected already, or the restriction has gone.
      }
    }
  }
}
