package io.hedgerow.server.judge;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.measurement.sampling.AuditChance;
import io.hedgerow.review.quality.Audits;
import io.hedgerow.server.judge.DueLooks.Due;
import io.hedgerow.server.judge.DueLooks.Page;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Chooses which decisions of people on drawn content somebody else takes again: every one that says
 * it breaks a policy, and a random share of the rest, larger where it stands for many views. A
 * third person settles where they disagree. Figures are corrected by what comes of it, so that
 * people who err are not believed. Thread-safe.
 */
public final class SecondLooks {
  /** Who draws second looks, in the audit chain. */
  public static final String AUTHOR = "second looks";

  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Audits audits;
  private final double share;
  private final RandomGenerator random;
  private final InstantSource clock;

  /**
   * @param share of decisions that nothing is broken which are taken again, [0, 1]; 0 takes none
   *     again, whatever they say
   */
  public SecondLooks(
      Jdbi jdbi,
      Ledger ledger,
      Audits audits,
      double share,
      RandomGenerator random,
      InstantSource clock) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.audits = audits;
    this.share = share;
    this.random = random;
    this.clock = clock;
  }

  private record Look(long verdict, double probability, boolean drawn, boolean asked) {}

  /** Chooses among decisions that are new; true when there may be more. */
  public boolean step() {
    if (share == 0) {
      return false;
    }
    Instant now = clock.instant();
    Page page = jdbi.withHandle(handle -> new DueLooks(handle, now).next());
    if (page.due().isEmpty()) {
      jdbi.useHandle(handle -> new DueLooks(handle, now).move(page.position()));
    } else {
      draw(page, now);
    }
    return page.position().more();
  }

  private void draw(Page page, Instant now) {
    List<Look> looks = page.due().stream().map(this::look).toList();
    ledger.note(
        "second looks drawn",
        AUTHOR,
        members(
            "decisions", (long) looks.size(), "drawn", looks.stream().filter(Look::drawn).count()),
        handle -> {
          looks.forEach(look -> keep(handle, look, now));
          new DueLooks(handle, now).move(page.position());
        });
  }

  private Look look(Due due) {
    double chance =
        due.violates() || due.taken() ? 1 : new AuditChance(share).of(false, due.heavy(), 1);
    return new Look(due.verdict(), chance, random.nextDouble() < chance, due.taken());
  }

  private void keep(Handle handle, Look look, Instant now) {
    int fresh =
        handle.execute(
            "insert into measure.second_look(verdict, probability, drawn, at) values (?, ?, ?, ?)"
                + " on conflict do nothing",
            look.verdict(),
            look.probability(),
            look.drawn(),
            now.atOffset(ZoneOffset.UTC));
    if (fresh == 1 && look.drawn() && !look.asked()) {
      audits.again(handle, look.verdict(), look.probability(), now);
    }
  }
}
