package io.hedgerow.simulator.community;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Honest people whose behaviour looks like abuse. Rules that cannot tell them apart harm them, and
 * the score shows it.
 */
public final class LookAlikes {
  private final World world;
  private final Sites sites;
  private final HonestLife life;
  private final RandomGenerator random;
  private final Phrases phrases;

  public LookAlikes(World world, Sites sites, HonestLife life) {
    this.world = world;
    this.sites = sites;
    this.life = life;
    this.random = world.random();
    this.phrases = world.phrases();
  }

  /** Every kind of them once, spread over the time from now. */
  public void schedule(Instant now, Duration span) {
    List<Draft.Step> stories =
        List.of(
            this::shopSale,
            this::enthusiast,
            this::newEnthusiast,
            this::breakingNews,
            this::copypasta,
            this::viralPin,
            this::schoolClass,
            this::bookClub,
            this::traveller,
            this::forgetful);
    for (Draft.Step story : stories) {
      world.at(within(now, span), story);
    }
  }

  private Instant within(Instant now, Duration span) {
    return now.plusMillis(random.nextLong(Math.max(1, span.toMillis())));
  }

  private Instant spread(Instant now, Duration span, int index, int count) {
    long step = span.toMillis() / count;
    return now.plusMillis(step * index + random.nextLong(Math.max(1, step)));
  }

  private Draft.Happening remark(Account actor, Instant now) {
    return world.commentCreated(
        actor, now, world.somePin(), phrases.remark(actor.place().language()));
  }

  /** A shop of some years pins its whole autumn range, all to its own domain. */
  private Draft.Happening shopSale(Instant now) {
    Account shop = world.account(now, Duration.ofDays(400 + random.nextInt(600)));
    world.boardCreated(shop, "");
    String domain = sites.fresh();
    for (int i = 0; i < 45; i++) {
      world.at(
          spread(now, Duration.ofHours(2), i, 45),
          at ->
              world.pinCreated(
                  shop,
                  at,
                  phrases.title(shop.place().language()),
                  sites.page(domain),
                  world.id()));
    }
    return world.loggedIn(shop, false);
  }

  /** Someone at home with a cold pins fifty finds from all over. */
  private Draft.Happening enthusiast(Instant now) {
    return pinsAll(world.account(now, Duration.ofDays(200)), now, 50);
  }

  /** The same, by someone who joined yesterday. */
  private Draft.Happening newEnthusiast(Instant now) {
    return pinsAll(world.joins(world.account(now, Duration.ofHours(20))), now, 32);
  }

  private Draft.Happening pinsAll(Account account, Instant now, int count) {
    world.boardCreated(account, "");
    for (int i = 0; i < count; i++) {
      world.at(
          spread(now, Duration.ofHours(1), i, count),
          at ->
              world.pinCreated(
                  account,
                  at,
                  phrases.title(account.place().language()),
                  sites.page(sites.any()),
                  world.id()));
    }
    return world.loggedIn(account, false);
  }

  /** Something happened; thirty people of all kinds report the same pin, each in their words. */
  private Draft.Happening breakingNews(Instant now) {
    Account poster = world.somebody();
    String title = phrases.title(poster.place().language());
    Draft.Happening made = world.pinCreated(poster, now, title, "", world.id());
    World.Pin pin = new World.Pin(String.valueOf(made.data().get("pin")), poster, poster.board());
    for (int i = 0; i < 30; i++) {
      world.at(
          spread(now.plusSeconds(600), Duration.ofHours(3), i, 30),
          at ->
              world.reportFiled(
                  world.somebody(),
                  pin,
                  phrases.pick(List.of("violence", "misinformation")),
                  phrases.remark(poster.place().language()) + " " + phrases.title("en")));
    }
    return made;
  }

  /** A joke goes round: many people post the same comment, each once. */
  private Draft.Happening copypasta(Instant now) {
    String joke =
        phrases.remark("en") + " " + phrases.title("en") + ", copied from a friend, pass it on";
    for (int i = 0; i < 60; i++) {
      world.at(
          spread(now, Duration.ofHours(5), i, 60),
          at -> world.commentCreated(world.somebody(), at, world.somePin(), joke));
    }
    return world.commentCreated(world.somebody(), now, world.somePin(), joke);
  }

  /** One pin that everybody saves. */
  private Draft.Happening viralPin(Instant now) {
    World.Pin pin = world.somePin();
    for (int i = 0; i < 400; i++) {
      world.at(
          spread(now, Duration.ofHours(6), i, 400), _ -> world.pinSaved(world.somebody(), pin));
    }
    return world.pinSaved(world.somebody(), pin);
  }

  /** A teacher has a class sign up: one address, one hour, and then they follow each other. */
  private Draft.Happening schoolClass(Instant now) {
    Account teacher = world.account(now, Duration.ofDays(900));
    for (int i = 0; i < 24; i++) {
      world.at(spread(now, Duration.ofMinutes(50), i, 24), at -> pupil(teacher, at));
    }
    return world.loggedIn(teacher, false);
  }

  private Draft.Happening pupil(Account teacher, Instant now) {
    Account pupil = world.joins(world.account(now, Duration.ZERO, teacher.place()));
    pupil.moves(teacher.ip(), teacher.country(), world.id());
    world.at(
        now.plusSeconds(600 + random.nextInt(1_200)), _ -> world.followCreated(pupil, teacher));
    world.at(now.plusSeconds(900 + random.nextInt(3_000)), at -> life.pin(pupil, at));
    return world.signedUp(pupil, phrases.bio(pupil.place().language()));
  }

  /** Eight friends who save and comment each other a lot, but live in the community too. */
  private Draft.Happening bookClub(Instant now) {
    List<Account> club =
        java.util.stream.Stream.generate(
                () -> world.account(now, Duration.ofDays(150 + random.nextInt(300))))
            .limit(8)
            .toList();
    club.forEach(member -> world.boardCreated(member, ""));
    for (int i = 0; i < 120; i++) {
      Account member = phrases.pick(club);
      Account friend = phrases.pick(club);
      boolean inside = i % 3 == 0;
      World.Pin pin = inside ? new World.Pin(world.id(), friend, friend.board()) : world.somePin();
      world.at(
          spread(now, Duration.ofDays(2), i, 120),
          at ->
              random.nextBoolean()
                  ? world.pinSaved(member, pin)
                  : world.commentCreated(
                      member, at, pin, phrases.remark(member.place().language())));
    }
    return world.loggedIn(club.getFirst(), false);
  }

  /** Lands abroad, logs in on a borrowed laptop, and shows holiday pictures with a few links. */
  private Draft.Happening traveller(Instant now) {
    Account traveller = world.account(now, Duration.ofDays(700));
    world.boardCreated(traveller, "");
    traveller.moves(world.ip(), "PT", world.id());
    for (int i = 0; i < 9; i++) {
      world.at(spread(now, Duration.ofHours(2), i, 9), at -> life.pin(traveller, at));
    }
    return world.loggedIn(traveller, true);
  }

  /** Forgot the password, set a new one on a new phone, and goes on as ever. */
  private Draft.Happening forgetful(Instant now) {
    Account forgetful = world.account(now, Duration.ofDays(500));
    world.boardCreated(forgetful, "");
    forgetful.moves(world.ip(), forgetful.country(), world.id());
    world.at(
        now.plusSeconds(90),
        _ -> world.profileUpdated(forgetful, phrases.bio(forgetful.place().language()), true));
    for (int i = 0; i < 6; i++) {
      world.at(
          spread(now.plusSeconds(200), Duration.ofHours(2), i, 6), at -> remark(forgetful, at));
    }
    return world.loggedIn(forgetful, true);
  }
}
