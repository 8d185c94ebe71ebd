package io.hedgerow.server.bank;

import io.hedgerow.server.bank.DecisionFollower.Noted;
import io.hedgerow.server.pace.PacedWork;
import java.time.Duration;

/** Lets banks learn from what is decided and judged beside the events. One thread steps. */
public final class BankFollower implements PacedWork.Step {
  /** How often it looks. */
  public static final Duration PAUSE = Duration.ofSeconds(1);

  private final DecisionFollower decisions;
  private final FloodGuard floods;
  private final ImageSpread spread;
  private final Runnable afterWrites;
  private boolean learned;

  /**
   * @param afterWrites told when labels were written
   */
  BankFollower(
      DecisionFollower decisions, FloodGuard floods, ImageSpread spread, Runnable afterWrites) {
    this.decisions = decisions;
    this.floods = floods;
    this.spread = spread;
    this.afterWrites = afterWrites;
  }

  @Override
  public boolean run() {
    if (!learned) {
      // Once: what fails here is looked for at the next start, and the rest goes on.
      learned = true;
      spread.learnJudged();
    }
    Noted noted = decisions.step();
    floods.look(noted.matched(), noted.newest());
    spread.takeUpCarriers(noted.images());
    if (!noted.more()) {
      settle();
    }
    return noted.more();
  }

  private void settle() {
    while (spread.takeUpLabels()) {
      // page by page
    }
    spread.seekAltered();
    if (spread.settle()) {
      afterWrites.run();
    }
  }
}
