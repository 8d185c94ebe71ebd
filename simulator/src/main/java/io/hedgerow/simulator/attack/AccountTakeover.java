package io.hedgerow.simulator.attack;

import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import io.hedgerow.simulator.community.Account;
import io.hedgerow.simulator.community.Sites;
import io.hedgerow.simulator.community.World;
import java.time.Duration;
import java.time.Instant;

/** Three old accounts stolen: a login from elsewhere, a new password, then links to everyone. */
final class AccountTakeover extends Campaign {
  AccountTakeover(World world, Sites sites, Truth truth) {
    super(world, sites, truth);
  }

  @Override
  public void start(Instant now) {
    String domain = sites.fresh();
    for (int i = 0; i < 3; i++) {
      Account victim = world.account(now, Duration.ofDays(between(150, 1_400)));
      world.boardCreated(victim, "");
      steal(victim, within(now, Duration.ofHours(30)), domain);
    }
  }

  private void steal(Account victim, Instant when, String domain) {
    world.at(
        when,
        _ -> {
          truth.account(victim.entity(), Attack.ACCOUNT_TAKEOVER);
          victim.moves(world.ip(), victim.country().equals("VN") ? "UA" : "VN", world.id());
          return world.loggedIn(victim, true);
        });
    world.at(
        when.plusSeconds(between(20, 240)),
        _ -> world.profileUpdated(victim, phrases.bio(victim.place().language()), true));
    int messages = between(12, 30);
    for (int i = 0; i < messages; i++) {
      String text = phrases.remark(victim.place().language()) + " " + sites.page(domain);
      world.at(
          spread(when.plusSeconds(300), Duration.ofMinutes(70), i, messages),
          at ->
              random.nextInt(4) == 0
                  ? world.pinCreated(
                      victim, at, phrases.title("en"), sites.page(domain), world.id())
                  : world.messageSent(victim, at, world.somebody(), text));
    }
  }
}
