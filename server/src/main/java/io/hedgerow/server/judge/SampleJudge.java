package io.hedgerow.server.judge;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.measurement.sampling.AuditChance;
import io.hedgerow.models.judge.EndpointJudge;
import io.hedgerow.models.judge.Judge;
import io.hedgerow.models.policy.PolicyText;
import io.hedgerow.review.Review;
import io.hedgerow.review.cases.Arrivals.Asked;
import io.hedgerow.review.cases.Content;
import io.hedgerow.server.judge.JudgementTable.Row;
import io.hedgerow.server.judge.JudgementTable.Sample;
import io.hedgerow.server.judge.JudgementTable.Unit;
import io.hedgerow.server.settings.ServerSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/**
 * Puts the draws of samples before a language model and chooses which of its answers people look
 * at. Its answers are for measuring only: they label nothing, and nobody who reviews is shown them,
 * so that an audit is a second opinion. What it cannot answer goes to people; an endpoint that is
 * down and a budget that is spent are waited for, a day at most. Thread-safe.
 */
public final class SampleJudge implements AutoCloseable {
  /** Who writes judgements, in the audit chain. */
  public static final String AUTHOR = "judge";

  private static final Duration PATIENCE = Duration.ofDays(1);

  /** Older samples stay as they are. */
  private static final Duration LOOKED_BACK = Duration.ofDays(60);

  private static final int AT_ONCE = 50;

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Supplier<Pack> pack;
  private final Review review;
  private final ServerSettings.Judge settings;
  private final InstantSource clock;
  private final Budget budget;
  private final AuditChance chances;
  private volatile boolean closed;

  public SampleJudge(
      Jdbi jdbi,
      Ledger ledger,
      LedgerReader reader,
      Supplier<Pack> pack,
      Review review,
      ServerSettings.Judge settings,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.reader = reader;
    this.pack = pack;
    this.review = review;
    this.settings = settings;
    this.clock = clock;
    budget = new Budget(jdbi, settings, clock);
    chances = new AuditChance(settings.audits() / 100.0);
  }

  /** Whose answers these are. */
  public String model() {
    return settings.model();
  }

  /**
   * How it stands.
   *
   * @param waiting draws that have no answer yet
   * @param tokens spent today
   */
  public record Standing(String model, long waiting, long tokens, long tokensPerDay) {}

  public Standing standing() {
    long waiting = jdbi.withHandle(h -> new JudgementTable(h).waiting(since()));
    return new Standing(settings.model(), waiting, budget.spentToday(), settings.tokens());
  }

  private Instant since() {
    return clock.instant().minus(LOOKED_BACK);
  }

  /** Answers what waits, sample by sample, until nothing does or nothing more can be had now. */
  public synchronized void step() {
    Set<Long> stuck = new HashSet<>();
    Optional<Sample> sample = next(stuck);
    while (sample.isPresent() && !closed) {
      if (!answer(sample.get())) {
        stuck.add(sample.get().id());
      }
      sample = next(stuck);
    }
  }

  private Optional<Sample> next(Set<Long> but) {
    return jdbi.withHandle(handle -> new JudgementTable(handle).oldest(since(), but));
  }

  /** Takes a page of a sample; false when some of it has to wait. */
  private boolean answer(Sample sample) {
    List<Unit> units =
        jdbi.withHandle(handle -> new JudgementTable(handle).waiting(sample, since(), AT_ONCE));
    Set<String> decided = jdbi.withHandle(handle -> new JudgementTable(handle).decided(units));
    Optional<PolicyText> policy = policy(sample.policy());
    boolean patient = clock.instant().isBefore(sample.created().plus(PATIENCE));
    List<Row> rows =
        answers(units, decided, policy).stream()
            .filter(one -> !patient || !(one.answer() instanceof Answer.Later))
            .map(one -> row(sample, one.unit(), one.answer(), policy))
            .toList();
    keep(sample, rows, decided);
    return rows.size() == units.size();
  }

  private Optional<PolicyText> policy(String id) {
    return Optional.ofNullable(pack.get().policies().get(id))
        .filter(policy -> !policy.text().isBlank() || !policy.covers().isEmpty())
        .map((Policy policy) -> PolicyWords.of(policy));
  }

  private record One(Unit unit, Answer answer) {}

  private List<One> answers(List<Unit> units, Set<String> decided, Optional<PolicyText> policy) {
    Semaphore places = new Semaphore(settings.concurrency());
    AtomicBoolean ailing = new AtomicBoolean();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      Optional<EndpointJudge> judge = budget.judge();
      List<Future<One>> all =
          units.stream()
              .map(unit ->
                  callers.submit(() -> {
                    places.acquire();
                    try {
                      return new One(unit, answer(unit, decided, policy, judge, ailing));
                    } finally {
                      places.release();
                    }
                  }))
              .toList();
      return all.stream().map(SampleJudge::got).toList();
    } finally {
      budget.settle();
    }
  }

  private static One got(Future<One> future) {
    try {
      return future.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the judge was asked", stop);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("the judge could not be asked", failure);
    }
  }

  private Answer answer(
      Unit unit,
      Set<String> decided,
      Optional<PolicyText> policy,
      Optional<EndpointJudge> judge,
      AtomicBoolean ailing) {
    if (decided.contains(unit.entity().toString())) {
      return new Answer.ForPeople("people have decided already");
    }
    if (policy.isEmpty()) {
      return new Answer.ForPeople("the active pack says nothing of the policy");
    }
    String words = Content.of(reader, pack.get(), unit.entity()).words();
    if (words.isEmpty()) {
      return new Answer.ForPeople("it says nothing in words");
    }
    byte[] content = sha256(words);
    Optional<Boolean> known = known(content, policy.get());
    if (known.isPresent()) {
      return new Answer.Said(known.get(), content);
    }
    if (judge.isEmpty() || ailing.get()) {
      return new Answer.Later(judge.isEmpty() ? "budget: spent for today" : "endpoint: not asked");
    }
    Answer answer = Answer.of(((Judge) judge.get()).judge(policy.get(), words), content);
    if (answer instanceof Answer.Later) {
      ailing.set(true);
    }
    return answer;
  }

  private Optional<Boolean> known(byte[] content, PolicyText policy) {
    return jdbi.withHandle(handle ->
        new JudgementTable(handle)
            .known(content, EndpointJudge.promptVersion(policy), settings.model()));
  }

  /** The same coin for the same unit of the same sample, however often it is tossed. */
  private Row row(Sample sample, Unit unit, Answer answer, Optional<PolicyText> policy) {
    double chance =
        answer instanceof Answer.Said said
            ? chances.of(said.breaks(), unit.weight(), sample.mean())
            : 1;
    long seed = sample.seed() + 31 * (sample.id() + 31L * unit.entity().toString().hashCode());
    boolean audited = new SplittableRandom(seed).nextDouble() < chance;
    String prompt = policy.map(EndpointJudge::promptVersion).orElse("");
    return new Row(unit, answer, prompt, chance, audited);
  }

  private void keep(Sample sample, List<Row> rows, Set<String> decided) {
    if (rows.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    List<Row> said = rows.stream().filter(row -> row.answer() instanceof Answer.Said).toList();
    ledger.note(
        "draws judged",
        AUTHOR,
        members(
            "sample", sample.id(),
            "model", settings.model(),
            "judged", (long) said.size(),
            "for people", (long) rows.size() - said.size(),
            "audited", said.stream().filter(Row::audited).count()),
        handle -> {
          JudgementTable table = new JudgementTable(handle);
          table.add(sample, settings.model(), rows, now);
          Set<String> open = table.open(rows.stream().map(Row::unit).toList());
          review.ask(
              handle,
              rows.stream()
                  .filter(Row::audited)
                  .map(row -> row.unit().entity())
                  .filter(entity -> !decided.contains(entity.toString()))
                  .filter(entity -> !open.contains(entity.toString()))
                  .map(entity -> new Asked(entity, sample.policy(), "sample", now))
                  .toList());
        });
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Ends what is under way; it is asked about again at the next start. */
  @Override
  public void close() {
    closed = true;
    budget.close();
  }
}
