package io.hedgerow.server.rollout;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.Rule;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.measurement.experiment.SequentialTest.Arm;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.server.pack.Activations;
import io.hedgerow.server.pack.PackShelf;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches rules in canary and puts one in shadow by itself when it harms. A fixed random share of
 * what they label goes to reviewers, so that how often they are right is not read off doubtful
 * cases alone. What stops a rule is {@link Evidence}; that it was stopped, by whom and why is a
 * pack activation like any other, in the audit chain. Thread-safe.
 */
public final class CanaryGuard implements AutoCloseable {
  /** Who stops canaries, in the audit chain. */
  public static final String AUTHOR = "canary guard";

  private static final Logger LOG = LoggerFactory.getLogger(CanaryGuard.class);
  private static final Duration STEP = Duration.ofMinutes(1);

  /** Of a canary's labelled entities, those that are audited, by a hash of rule and entity. */
  private static final String AUDITED =
      "('x' || substr(md5(l.source || ' ' || l.entity), 1, 4))::bit(16)::int % 100 < 20";

  private static final int ASKED_AT_ONCE = 200;
  private static final int ACTIVATIONS = 200;

  private final Jdbi jdbi;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final Activations activations;
  private final Review review;
  private final InstantSource clock;
  private final Map<String, Set<String>> canaries = new HashMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("canary-guard").unstarted(this::run);

  public CanaryGuard(
      Jdbi jdbi,
      LedgerReader reader,
      PackShelf shelf,
      Activations activations,
      Review review,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.reader = reader;
    this.shelf = shelf;
    this.activations = activations;
    this.review = review;
    this.clock = clock;
  }

  public void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!stopped.await(STEP.toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          look();
        } catch (RuntimeException failure) {
          LOG.warn("canaries are looked at again in a minute: {}", failure.getMessage());
        }
      }
    } catch (InterruptedException _) {
      // nobody interrupts it; close() counts the latch down
    }
  }

  /** Asks for audits that are due and stops what harms; returns the rules that were stopped. */
  public synchronized List<String> look() {
    Pack pack = shelf.active();
    return pack.rules().stream()
        .filter(rule -> rule.stage() instanceof Stage.Canary)
        .filter(this::stopIfHarmful)
        .map(Rule::id)
        .toList();
  }

  private boolean stopIfHarmful(Rule rule) {
    Instant since = since(rule);
    jdbi.useTransaction(handle -> ask(handle, rule, since));
    Optional<String> harm = evidence(rule, since).harm();
    if (harm.isEmpty()) {
      return false;
    }
    String reason = "rule `%s` stopped by itself: %s".formatted(rule.id(), harm.get());
    boolean done = activations.stop(rule.id(), AUTHOR, reason).isPresent();
    LOG.warn("{}{}", reason, done ? "" : "; its stage could not be changed, change the pack");
    return done;
  }

  /** How each canary of the active pack stands, in words, by rule. */
  public synchronized Map<String, String> standings() {
    return shelf.active().rules().stream()
        .filter(rule -> rule.stage() instanceof Stage.Canary)
        .collect(Collectors.toMap(Rule::id, rule -> evidence(rule, since(rule)).words()));
  }

  /** Since when the rule is a canary without a break. */
  private Instant since(Rule rule) {
    Instant since = clock.instant();
    for (StoredPacks.Activation activation : reader.packActivations(ACTIVATIONS)) {
      Set<String> own =
          canaries.computeIfAbsent(
              activation.version(),
              version -> shelf.compile(version).map(c -> canaries(c.pack())).orElse(Set.of()));
      if (!own.contains(rule.id())) {
        break;
      }
      since = activation.at();
    }
    return since;
  }

  private static Set<String> canaries(Pack pack) {
    return pack.rules().stream()
        .filter(rule -> rule.stage() instanceof Stage.Canary)
        .map(Rule::id)
        .collect(Collectors.toSet());
  }

  private void ask(Handle handle, Rule rule, Instant since) {
    List<Asked> due =
        handle
            .createQuery(
                "select distinct on (l.entity) l.entity, l.policy from label l"
                    + " where l.kind = 'RULE' and l.source = :rule and l.created >= :since"
                    + " and l.negates is null and not l.clears and "
                    + AUDITED
                    + " and not exists (select 1 from review.item i where i.entity = l.entity"
                    + " and (i.state = 'open' or i.created >= l.created)) order by l.entity limit "
                    + ASKED_AT_ONCE)
            .bind("rule", rule.id())
            .bind("since", since.atOffset(ZoneOffset.UTC))
            .map((row, _) ->
                new Asked(
                    EntityId.parse(row.getString("entity")),
                    row.getString("policy"),
                    "canary",
                    clock.instant()))
            .list();
    if (!due.isEmpty()) {
      review.ask(handle, due);
    }
  }

  private Evidence evidence(Rule rule, Instant since) {
    return jdbi.withHandle(handle ->
        new Evidence(
            audits(handle, rule, since),
            arm(handle, rule, since, true),
            arm(handle, rule, since, false)));
  }

  /** One an entity: the newest decision that stands, in the order of first labels. */
  private static List<Boolean> audits(Handle handle, Rule rule, Instant since) {
    return handle
        .createQuery(
            "select fine from (select distinct on (l.entity) l.id,"
                + " (v.violates and v.policy = l.policy) as fine"
                + " from label l join review.item i on i.entity = l.entity"
                + " join review.verdict v on v.item = i.id and v.undone is null"
                + " where l.kind = 'RULE' and l.source = :rule and l.created >= :since"
                + " and l.negates is null and not l.clears and v.at >= l.created and "
                + AUDITED
                + " order by l.entity, v.id desc) judged order by id")
        .bind("rule", rule.id())
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .mapTo(Boolean.class)
        .list();
  }

  /** Labels of this rule, or of other rules for its policies, and those overturned on appeal. */
  private static Arm arm(Handle handle, Rule rule, Instant since, boolean own) {
    return handle
        .createQuery(
            "select count(*) as labels, count(*) filter (where exists (select 1 from"
                + " review.statement s join review.appeal a on a.statement = s.id"
                + " where s.label = l.id and a.outcome = 'overturned')) as overturned from label l"
                + " where l.kind = 'RULE' and l.created >= :since and l.negates is null"
                + " and not l.clears and l.policy = any(:policies) and l.source "
                + (own ? "=" : "<>")
                + " :rule")
        .bind("since", since.atOffset(ZoneOffset.UTC))
        .bindArray(
            "policies",
            String.class,
            rule.labels().stream().map(Rule.RuleLabel::policy).distinct().toArray())
        .bind("rule", rule.id())
        .map((row, _) -> new Arm(row.getLong("labels"), row.getLong("overturned")))
        .one();
  }

  /** Never interrupts: that would break the database connection under its feet. */
  @Override
  public void close() throws InterruptedException {
    stopped.countDown();
    thread.join(Duration.ofSeconds(20));
  }
}
