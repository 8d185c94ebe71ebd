package io.hedgerow.simulator.attack;

import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import io.hedgerow.simulator.community.Account;
import io.hedgerow.simulator.community.Draft;
import io.hedgerow.simulator.community.Sites;
import io.hedgerow.simulator.community.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Fifteen accounts that agreed elsewhere to report everything one honest person has pinned. */
final class ReportBrigade extends Campaign {
  private static final List<String> CALLS =
      List.of("this account must go", "this account must go!!", "This account must go now");

  ReportBrigade(World world, Sites sites, Truth truth) {
    super(world, sites, truth);
  }

  @Override
  public void start(Instant now) {
    Account target = world.somebody();
    List<World.Pin> pins = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pins.add(new World.Pin(world.id(), target, target.board()));
    }
    for (int member = 0; member < 15; member++) {
      Account account = world.account(now, Duration.ofDays(between(1, 200)));
      int reports = between(4, 8);
      Instant begin = within(now, Duration.ofMinutes(40));
      for (int i = 0; i < reports; i++) {
        world.at(spread(begin, Duration.ofMinutes(15), i, reports), _ -> report(account, pins));
      }
    }
  }

  private Draft.Happening report(Account account, List<World.Pin> pins) {
    truth.account(account.entity(), Attack.REPORT_BRIGADE);
    return world.reportFiled(
        account,
        phrases.pick(pins),
        phrases.pick(List.of("harassment", "hate")),
        phrases.pick(CALLS));
  }
}
