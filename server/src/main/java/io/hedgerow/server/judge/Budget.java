package io.hedgerow.server.judge;

import io.hedgerow.models.judge.EndpointJudge;
import io.hedgerow.server.settings.ServerSettings;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The endpoint with what is left of a day's tokens. What was spent is kept in the database, so that
 * a restart does not refill it; what is spent between two calls of {@link #settle} is lost when the
 * server is killed there. For one thread at a time, except that any may close it.
 */
final class Budget implements AutoCloseable {
  private final Jdbi jdbi;
  private final ServerSettings.Judge settings;
  private final InstantSource clock;
  private volatile Optional<Open> open = Optional.empty();

  private record Open(LocalDate day, EndpointJudge judge, long left) {}

  Budget(Jdbi jdbi, ServerSettings.Judge settings, InstantSource clock) {
    this.jdbi = jdbi;
    this.settings = settings;
    this.clock = clock;
  }

  /** Today's judge; empty when today's tokens are spent. */
  Optional<EndpointJudge> judge() {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (open.filter(one -> one.day().equals(today)).isEmpty()) {
      close();
      long left = settings.tokens() - spent(today);
      open =
          left <= 0
              ? Optional.empty()
              : Optional.of(new Open(today, new EndpointJudge(settings(left)), left));
    }
    return open.map(Open::judge);
  }

  private EndpointJudge.Settings settings(long tokens) {
    return new EndpointJudge.Settings(
        settings.endpoint(),
        settings.model(),
        settings.key(),
        settings.timeout(),
        settings.concurrency(),
        tokens,
        settings.longest());
  }

  private long spent(LocalDate day) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select tokens from measure.judge_day where day = :day")
            .bind("day", day)
            .mapTo(Long.class)
            .findOne()
            .orElse(0L));
  }

  /** Tokens spent today. */
  long spentToday() {
    return spent(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }

  /** Keeps what was spent since the last time. */
  void settle() {
    open.ifPresent(one -> {
      long left = one.judge().tokensLeft();
      if (left != one.left()) {
        jdbi.useHandle(handle ->
            handle.execute(
                "insert into measure.judge_day(day, tokens) values (?, ?) on conflict (day)"
                    + " do update set tokens = measure.judge_day.tokens + excluded.tokens",
                one.day(),
                one.left() - left));
        open = Optional.of(new Open(one.day(), one.judge(), left));
      }
    });
  }

  @Override
  public void close() {
    open.map(Open::judge).ifPresent(EndpointJudge::close);
    open = Optional.empty();
  }
}
