package io.hedgerow.simulator.attack;

import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import io.hedgerow.simulator.community.Account;
import io.hedgerow.simulator.community.Draft;
import io.hedgerow.simulator.community.Sites;
import io.hedgerow.simulator.community.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Four new accounts, each flooding boards with links to the same two domains within an hour. */
final class LinkFlood extends Campaign {
  LinkFlood(World world, Sites sites, Truth truth) {
    super(world, sites, truth);
  }

  @Override
  public void start(Instant now) {
    List<String> domains = List.of(sites.fresh(), sites.fresh());
    for (int i = 0; i < 4; i++) {
      world.at(within(now, Duration.ofHours(20)), at -> signUp(at, domains));
    }
  }

  private Draft.Happening signUp(Instant now, List<String> domains) {
    Account account = world.account(now, Duration.ZERO);
    Instant begin = now.plus(Duration.ofMinutes(between(5, 2_000)));
    int pins = between(28, 60);
    for (int i = 0; i < pins; i++) {
      world.at(
          spread(begin, Duration.ofMinutes(45), i, pins),
          at -> {
            truth.account(account.entity(), Attack.LINK_FLOOD);
            String title = phrases.title(account.place().language());
            return world.pinCreated(
                account, at, title, sites.page(phrases.pick(domains)), world.id());
          });
    }
    return world.signedUp(account, phrases.bio(account.place().language()));
  }
}
