package io.hedgerow.server.judge;

import io.hedgerow.server.pace.PacedWork;
import java.time.Duration;
import java.util.Optional;

/** Judges draws and chooses second looks. */
public final class AuditFollower implements PacedWork.Step {
  /** How long it rests when nothing is left to do. */
  public static final Duration PAUSE = Duration.ofSeconds(5);

  private final Optional<SampleJudge> judge;
  private final SecondLooks looks;

  public AuditFollower(Optional<SampleJudge> judge, SecondLooks looks) {
    this.judge = judge;
    this.looks = looks;
  }

  /** How the judge stands; empty when none is set up. */
  public Optional<SampleJudge.Standing> standing() {
    return judge.map(SampleJudge::standing);
  }

  @Override
  public boolean run() {
    judge.ifPresent(SampleJudge::step);
    return looks.step();
  }
}
