package io.hedgerow.server.health;

import io.hedgerow.server.intake.Intake.Kept;
import io.hedgerow.server.webhook.Webhooks;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** From the figures of a part to how it is and what to do. Pure. */
final class Judged {
  private static final Duration SLOW_DATABASE = Duration.ofMillis(100);
  private static final Duration LATE_WEBHOOK = Duration.ofMinutes(1);
  private static final Duration LOST_WEBHOOK = Duration.ofHours(1);
  private static final double BUSY = 0.5;
  private static final double FULL = 0.9;
  private static final int MANY_SNAPSHOTS_MISSED = 10;
  private static final double LITTLE_ROOM = 0.1;
  private static final long GIBIBYTE = 1L << 30;
  private static final double MEBIBYTE = 1 << 20;

  private Judged() {}

  static State ready(String part, Optional<String> wrong, String fine, String todo) {
    return wrong.map(says -> State.wrong(part, says, todo)).orElseGet(() -> State.fine(part, fine));
  }

  static State database(Duration took, long bytes) {
    String says = "answers in %d ms; has %s".formatted(took.toMillis(), size(bytes));
    return took.compareTo(SLOW_DATABASE) > 0
        ? State.watch("database", says, "look for load on its machine, and for long queries")
        : State.fine("database", says);
  }

  static State queue(int waiting, int room) {
    String says = String.format(Locale.ENGLISH, "%,d of %,d places taken", waiting, room);
    if (waiting >= FULL * room) {
      return State.wrong(
          "queue", says, "senders are being refused: send less at once, or add processors");
    }
    return waiting >= BUSY * room
        ? State.watch("queue", says, "more comes in than is decided; it is full if that lasts")
        : State.fine("queue", says);
  }

  /**
   * @param newest decision there is
   * @param every how often they are kept
   */
  static State counters(Optional<Kept> kept, long newest, Duration every, Instant now) {
    long behind = newest - kept.map(Kept::sequence).orElse(0L);
    String says =
        String.format(
            Locale.ENGLISH,
            "%s; a restart would replay %,d decisions",
            kept.map(k -> "kept " + age(Duration.between(k.at(), now)) + " ago")
                .orElse("not kept yet"),
            behind);
    Duration late = every.multipliedBy(MANY_SNAPSHOTS_MISSED);
    boolean missed = behind > 0 && kept.filter(k -> k.at().plus(late).isBefore(now)).isPresent();
    return missed
        ? State.watch("counters", says, "see the log for why snapshots fail; is the disk full?")
        : State.fine("counters", says);
  }

  static State webhooks(Webhooks.Backlog backlog) {
    String says =
        String.format(
            Locale.ENGLISH,
            "%,d waiting%s; %,d dead letters",
            backlog.waiting(),
            backlog.waiting() > 0 ? ", the oldest for " + age(backlog.lag()) : "",
            backlog.dead());
    if (backlog.dead() > 0 || backlog.lag().compareTo(LOST_WEBHOOK) > 0) {
      return State.wrong(
          "webhooks",
          says,
          "GET /v1/webhooks/dead-letters says what the receiver answered; mend it, then revive them");
    }
    return backlog.lag().compareTo(LATE_WEBHOOK) > 0
        ? State.watch("webhooks", says, "a receiver is slow or away; nothing is lost meanwhile")
        : State.fine("webhooks", says);
  }

  /**
   * @param most how many are counted
   */
  static State quotas(int parked, int most) {
    return parked == 0
        ? State.fine("quotas", "no label is parked")
        : State.watch(
            "quotas",
            "%s%d parked".formatted(parked == most ? "at least " : "", parked),
            "release or discard them below; if the rule is wrong, put it back into shadow");
  }

  static State disk(long free, long total) {
    String says = "%s of %s free".formatted(size(free), size(total));
    if (free < GIBIBYTE) {
      return State.wrong("disk", says, "make room now: a database without room stops committing");
    }
    return free < LITTLE_ROOM * total
        ? State.watch("disk", says, "make room, or move the data folder")
        : State.fine("disk", says);
  }

  private static String size(long bytes) {
    return bytes < GIBIBYTE
        ? String.format(Locale.ENGLISH, "%.1f MiB", bytes / MEBIBYTE)
        : String.format(Locale.ENGLISH, "%.1f GiB", bytes / (double) GIBIBYTE);
  }

  /** In the largest unit that is at least 1: {@code 5 min}. */
  static String age(Duration age) {
    if (age.toDays() > 0) {
      return age.toDays() + " d";
    }
    if (age.toHours() > 0) {
      return age.toHours() + " h";
    }
    return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
  }
}
