package io.hedgerow.server.webhook;

import io.hedgerow.server.settings.ServerSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks of changes. What is still to be said is kept in PostgreSQL and removed only after
 * the receiver said yes, so a restart loses nothing and may at worst say something twice. For one
 * webhook and entity only the oldest waiting change is ever on its way: that keeps their order.
 */
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
  private static final int AT_ONCE = 64;
  private static final int MOST_AT_ONCE = 256;
  private static final int FAN_OUT = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration LONGEST_NAP = Duration.ofSeconds(5);
  // Under load there is news with every commit: rounds are kept apart, so that the database is not
  // asked hundreds of times a second, and rarely while there is no webhook at all.
  private static final Duration GATHER = Duration.ofMillis(10);
  private static final Duration NOBODY_LISTENS = Duration.ofMillis(250);

  private final WebhookTable table;
  private final Map<About, Change.Log> logs;
  private final ServerSettings.Webhooks settings;
  private final WebhookSender sender;
  private final Backoff backoff;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Semaphore news = new Semaphore(0);
  private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread dispatcher;
  private final Set<Line> underWay = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /** What keeps its order: the changes of one entity for one webhook. */
  private record Line(String webhook, About about, String entity) {
    static Line of(Delivery delivery) {
      return new Line(delivery.webhook(), delivery.about(), delivery.entity());
    }
  }

  public Webhooks(
      Jdbi jdbi,
      Map<About, Change.Log> logs,
      ServerSettings.Webhooks settings,
      InstantSource clock,
      RandomGenerator random) {
    this.table = new WebhookTable(jdbi);
    this.logs = Map.copyOf(logs);
    this.settings = settings;
    this.sender = new WebhookSender(guard(), clock);
    this.backoff = new Backoff(settings.firstRetry());
    this.clock = clock;
    this.random = random;
    this.dispatcher = Thread.ofVirtual().name("webhooks").unstarted(this::run);
  }

  public void start() {
    dispatcher.start();
  }

  /** Says that something may have changed. Never blocks. */
  public void wake() {
    if (news.availablePermits() == 0) {
      news.release();
    }
  }

  WebhookTable table() {
    return table;
  }

  AddressGuard guard() {
    return new AddressGuard(settings.privateAddresses());
  }

  /** The newest of everything there is: where a new webhook starts. */
  Map<About, Long> newest() {
    Map<About, Long> newest = new EnumMap<>(About.class);
    logs.forEach((about, log) -> newest.put(about, log.newest()));
    return newest;
  }

  /** Age of the oldest change not yet delivered; zero when none waits. */
  public Duration lag() {
    return table
        .waiting()
        .oldest()
        .map(oldest -> Duration.between(oldest, clock.instant()))
        .filter(lag -> !lag.isNegative())
        .orElse(Duration.ZERO);
  }

  /**
   * What is still to be said.
   *
   * @param lag age of the oldest that waits
   * @param dead deliveries that were given up
   */
  public record Backlog(long waiting, Duration lag, long dead) {}

  public Backlog backlog() {
    return new Backlog(table.waiting().count(), lag(), table.dead());
  }

  private void run() {
    while (!closing) {
      try {
        if (!table.anybody()) {
          Thread.sleep(NOBODY_LISTENS);
        } else if (!turn()) {
          nap();
        }
      } catch (InterruptedException _) {
        return;
      } catch (RuntimeException failure) {
        if (!closing) {
          LOG.warn("webhooks wait for the database: {}", failure.getMessage());
        }
        napAfterFailure();
      }
    }
  }

  /** One round: spread new changes over the webhooks, then send what is due. */
  private boolean turn() {
    boolean spread = false;
    for (About about : About.values()) {
      Optional<Long> seen = table.leastSeen(about);
      spread |= seen.isPresent() && spread(about, seen.get());
    }
    // What is under way may be taken while the table is read, and would then be sent again.
    Set<Line> busy = Set.copyOf(underWay);
    List<Delivery> ready =
        table.due(clock.instant(), AT_ONCE + busy.size()).stream()
            .filter(delivery -> !busy.contains(Line.of(delivery)))
            .filter(delivery -> underWay.size() < MOST_AT_ONCE && underWay.add(Line.of(delivery)))
            .toList();
    ready.forEach(delivery -> senders.submit(() -> attempt(delivery)));
    return spread || !ready.isEmpty();
  }

  private boolean spread(About about, long seen) {
    Change.Log log = logs.get(about);
    List<Change> unseen = log == null ? List.of() : log.after(seen, FAN_OUT);
    if (unseen.isEmpty()) {
      return false;
    }
    table.fanOut(about, unseen, clock.instant());
    return true;
  }

  private void attempt(Delivery delivery) {
    try {
      settle(delivery, sender.send(delivery));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      LOG.warn("the outcome of a delivery could not be kept: {}", failure.getMessage());
    } finally {
      underWay.remove(Line.of(delivery));
      wake();
    }
  }

  private void settle(Delivery delivery, Optional<String> error) {
    if (error.isEmpty()) {
      table.delivered(delivery);
      return;
    }
    Instant now = clock.instant();
    Instant due = now.plus(backoff.after(delivery.attempts() + 1, random));
    boolean dead = now.isAfter(delivery.created().plus(settings.giveUpAfter()));
    table.failed(delivery, error.get(), due, dead ? Optional.of(now) : Optional.empty());
    LOG.atInfo()
        .addKeyValue("webhook", delivery.webhook())
        .addKeyValue("change", delivery.change())
        .addKeyValue("attempts", delivery.attempts() + 1)
        .addKeyValue("dead", dead)
        .log(error.get());
  }

  private void nap() throws InterruptedException {
    Thread.sleep(GATHER);
    Duration wait =
        table
            .nextDue()
            .map(due -> Duration.between(clock.instant(), due))
            .filter(until -> until.compareTo(LONGEST_NAP) < 0)
            .orElse(LONGEST_NAP);
    if (!underWay.isEmpty()) {
      wait = LONGEST_NAP;
    }
    news.tryAcquire(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
    news.drainPermits();
  }

  private void napAfterFailure() {
    try {
      news.tryAcquire(1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Breaks off what is being sent, and lets every thread finish its last word to the database. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    wake();
    sender.close();
    dispatcher.join(PATIENCE);
    senders.shutdown();
    if (!senders.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
      senders.shutdownNow();
    }
  }
}
