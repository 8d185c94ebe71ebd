package io.hedgerow.simulator.attack;

import io.hedgerow.simulator.Attack;
import io.hedgerow.simulator.Truth;
import io.hedgerow.simulator.community.Phrases;
import io.hedgerow.simulator.community.Sites;
import io.hedgerow.simulator.community.World;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** One attack being carried out: puts what its members do on the world's agenda. */
public abstract class Campaign {
  final World world;
  final Sites sites;
  final Truth truth;
  final RandomGenerator random;
  final Phrases phrases;

  Campaign(World world, Sites sites, Truth truth) {
    this.world = world;
    this.sites = sites;
    this.truth = truth;
    this.random = world.random();
    this.phrases = world.phrases();
  }

  /** Schedules everything it does, from now on. */
  public abstract void start(Instant now);

  /** A campaign of that kind. */
  public static Campaign of(Attack attack, World world, Sites sites, Truth truth) {
    return switch (attack) {
      case LINK_FLOOD -> new LinkFlood(world, sites, truth);
      case COMMENT_SPAM -> new CommentSpam(world, sites, truth);
      case ACCOUNT_FARM -> new AccountFarm(world, sites, truth);
      case REPORT_BRIGADE -> new ReportBrigade(world, sites, truth);
      case ACCOUNT_TAKEOVER -> new AccountTakeover(world, sites, truth);
      case ENGAGEMENT_RING -> new EngagementRing(world, sites, truth);
      case SLOW_DRIP -> new SlowDrip(world, sites, truth);
    };
  }

  /** A moment in the given part of a span, so that many events fill it unevenly. */
  final Instant spread(Instant from, Duration span, int index, int count) {
    long step = Math.max(1, span.toMillis() / count);
    return from.plusMillis(step * index + random.nextLong(step));
  }

  final Instant within(Instant from, Duration span) {
    return from.plusMillis(random.nextLong(span.toMillis()));
  }

  final int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }
}
