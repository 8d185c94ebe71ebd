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

/** Twelve accounts made on a few devices in one afternoon, with near-equal profiles and pins. */
final class AccountFarm extends Campaign {
  private static final int MEMBERS = 12;

  AccountFarm(World world, Sites sites, Truth truth) {
    super(world, sites, truth);
  }

  @Override
  public void start(Instant now) {
    Account first = world.account(now, Duration.ZERO);
    String bio =
        "Lover of "
            + phrases.title("en").toLowerCase(java.util.Locale.ROOT)
            + " and good deals no ";
    String domain = sites.fresh();
    String title = phrases.title("en");
    List<String> images = List.of(world.id(), world.id(), world.id());
    for (int i = 0; i < MEMBERS; i++) {
      world.at(
          spread(now, Duration.ofHours(4), i, MEMBERS),
          at -> signUp(at, first, bio, title, domain, images));
    }
  }

  private Draft.Happening signUp(
      Instant now, Account first, String bio, String title, String domain, List<String> images) {
    Account account = world.accountLike(now, Duration.ZERO, first);
    truth.account(account.entity(), Attack.ACCOUNT_FARM);
    int pins = between(4, 9);
    for (int i = 0; i < pins; i++) {
      world.at(
          spread(now.plusSeconds(300), Duration.ofHours(6), i, pins),
          at ->
              world.pinCreated(
                  account,
                  at,
                  title + " " + between(1, 99),
                  sites.page(domain),
                  phrases.pick(images)));
    }
    return world.signedUp(account, bio + between(1, 999));
  }
}
