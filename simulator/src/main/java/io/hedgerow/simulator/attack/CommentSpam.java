package io.hedgerow.simulator.attack;

import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import io.hedgerow.simulator.community.Account;
import io.hedgerow.simulator.community.Sites;
import io.hedgerow.simulator.community.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Accounts of any age that advertise under other people's pins, in ever new words. */
final class CommentSpam extends Campaign {
  private static final List<String> OPENINGS =
      List.of("Wow", "Great pin", "So nice", "Hey", "Amazing", "Check this", "Look", "Hi dear");
  private static final List<String> OFFERS =
      List.of(
          "earn {n} dollars a day from home",
          "get free followers, {n} today",
          "best deals up to {n} percent off",
          "my secret brought me {n} in a week",
          "win a gift card of {n}");
  private static final List<String> CALLS =
      List.of("visit", "see", "click", "only at", "join here", "details on");

  CommentSpam(World world, Sites sites, Truth truth) {
    super(world, sites, truth);
  }

  @Override
  public void start(Instant now) {
    String domain = sites.fresh();
    for (int member = 0; member < 4; member++) {
      Account account = world.account(now, Duration.ofDays(between(0, 250)));
      int comments = between(30, 70);
      Instant begin = within(now, Duration.ofHours(8));
      world.at(begin, _ -> world.loggedIn(account, false));
      for (int i = 0; i < comments; i++) {
        world.at(
            spread(begin.plusSeconds(60), Duration.ofHours(3), i, comments),
            at -> {
              truth.account(account.entity(), Attack.COMMENT_SPAM);
              return world.commentCreated(account, at, world.somePin(), text(domain));
            });
      }
    }
  }

  private String text(String domain) {
    String offer = phrases.pick(OFFERS).replace("{n}", String.valueOf(between(20, 900)));
    String link = random.nextInt(4) == 0 ? "www." + domain : sites.page(domain);
    String mark = phrases.pick(List.of("", "!", "!!", " 🔥", " 💰💰"));
    return phrases.pick(OPENINGS)
        + mark
        + " "
        + offer
        + mark
        + " "
        + phrases.pick(CALLS)
        + " "
        + link;
  }
}
