package io.hedgerow.simulator.community;

import io.hedgerow.simulator.community.Draft.Happening;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What ordinary people do, hour by hour: mostly saving, looking and saying something nice. */
public final class HonestLife {
  private final World world;
  private final Sites sites;
  private final RandomGenerator random;

  public HonestLife(World world, Sites sites) {
    this.world = world;
    this.sites = sites;
    this.random = world.random();
  }

  /** The people who are there when the run starts, and some pins they made. */
  public void settle(Instant now, int count) {
    for (int i = 0; i < count; i++) {
      long days = (long) (Math.pow(random.nextDouble(), 1.5) * 1_500);
      Account account = world.joins(world.account(now, Duration.ofDays(days).plusHours(5)));
      world.boardCreated(account, "");
      if (i % 4 == 0) {
        world.pinCreated(account, now, "", "", "");
      }
    }
  }

  /** One thing someone does now; empty when the one who came up is asleep. */
  public Optional<Happening> next(Instant now) {
    Account actor = world.somebody();
    int hour = now.atZone(ZoneOffset.UTC).getHour();
    if (random.nextDouble() > Place.wakefulness(hour, actor.place().offset())) {
      return Optional.empty();
    }
    return Optional.of(act(actor, now));
  }

  private Happening act(Account actor, Instant now) {
    String language = actor.place().language();
    Phrases phrases = world.phrases();
    int dice = random.nextInt(1_000);
    if (dice < 360) {
      return world.pinSaved(actor, world.somePin());
    } else if (dice < 540) {
      return pin(actor, now);
    } else if (dice < 700) {
      return world.commentCreated(actor, now, world.somePin(), phrases.remark(language));
    } else if (dice < 800) {
      return world.followCreated(actor, world.somebody());
    } else if (dice < 865) {
      return world.messageSent(actor, now, world.somebody(), phrases.remark(language));
    } else if (dice < 935) {
      return login(actor);
    } else if (dice < 960) {
      return world.boardCreated(actor, phrases.title(language));
    } else if (dice < 984) {
      return signUp(now);
    } else if (dice < 994) {
      return world.profileUpdated(actor, phrases.bio(language), random.nextInt(6) == 0);
    }
    return report(actor);
  }

  Happening pin(Account actor, Instant now) {
    String link = random.nextInt(10) < 6 ? sites.page(sites.any()) : "";
    String title = world.phrases().title(actor.place().language());
    return world.pinCreated(actor, now, title, link, world.id());
  }

  private Happening signUp(Instant now) {
    Account account = world.joins(world.account(now, Duration.ZERO));
    return world.signedUp(account, world.phrases().bio(account.place().language()));
  }

  /** Now and then somebody has a new phone, or is on a journey. */
  private Happening login(Account actor) {
    int dice = random.nextInt(100);
    boolean newDevice = dice < 5;
    if (newDevice) {
      actor.moves(actor.ip(), actor.country(), world.id());
    } else if (dice < 9) {
      actor.moves(world.ip(), world.phrases().pick(Place.ALL).country(), actor.device());
    }
    return world.loggedIn(actor, newDevice);
  }

  private Happening report(Account actor) {
    String policy =
        world.phrases().pick(List.of("spam", "harassment", "misinformation", "violence"));
    List<String> texts =
        List.of(
            "please look at this",
            "not sure this is fine",
            "I do not like it",
            "looks wrong to me",
            "");
    return world.reportFiled(actor, world.somePin(), policy, world.phrases().pick(texts));
  }
}
