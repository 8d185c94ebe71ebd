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

/** Twelve accounts that save and praise three of them, over and over, and hardly anybody else. */
final class EngagementRing extends Campaign {
  private static final int MEMBERS = 12;

  EngagementRing(World world, Sites sites, Truth truth) {
    super(world, sites, truth);
  }

  @Override
  public void start(Instant now) {
    List<Account> ring = new ArrayList<>();
    for (int i = 0; i < MEMBERS; i++) {
      ring.add(world.account(now, Duration.ofDays(between(5, 300))));
    }
    List<Account> stars = ring.subList(0, 3);
    for (Account member : ring) {
      int deeds = between(35, 60);
      for (int i = 0; i < deeds; i++) {
        world.at(spread(now, Duration.ofHours(20), i, deeds), at -> praise(member, stars, at));
      }
    }
  }

  private Draft.Happening praise(Account member, List<Account> stars, Instant now) {
    truth.account(member.entity(), Attack.ENGAGEMENT_RING);
    Account star = phrases.pick(stars);
    boolean disguise = random.nextInt(12) == 0;
    World.Pin pin = disguise ? world.somePin() : new World.Pin(world.id(), star, star.board());
    return random.nextInt(3) > 0
        ? world.pinSaved(member, pin)
        : world.commentCreated(member, now, pin, phrases.remark(member.place().language()));
  }
}
