package io.hedgerow.simulator.attack;

import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import io.hedgerow.simulator.community.Account;
import io.hedgerow.simulator.community.Sites;
import io.hedgerow.simulator.community.World;
import java.time.Duration;
import java.time.Instant;

/** Six young accounts, each dropping a link to one domain every few hours, for days. */
final class SlowDrip extends Campaign {
  SlowDrip(World world, Sites sites, Truth truth) {
    super(world, sites, truth);
  }

  @Override
  public void start(Instant now) {
    String domain = sites.fresh();
    for (int member = 0; member < 6; member++) {
      Account account = world.account(now, Duration.ofDays(between(4, 40)));
      world.boardCreated(account, "");
      Instant next = within(now, Duration.ofHours(4));
      int drops = between(14, 24);
      for (int i = 0; i < drops; i++) {
        world.at(
            next,
            at -> {
              truth.account(account.entity(), Attack.SLOW_DRIP);
              return world.pinCreated(
                  account,
                  at,
                  phrases.title(account.place().language()),
                  sites.page(domain),
                  world.id());
            });
        next = next.plus(Duration.ofMinutes(between(110, 260)));
      }
    }
  }
}
