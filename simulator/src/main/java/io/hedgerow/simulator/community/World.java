package io.hedgerow.simulator.community;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.simulator.community.Draft.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/**
 * The state of the community: who is there, what was pinned lately, what is going to happen. Its
 * methods make the events that honest people and attackers alike use, so that both look the same.
 */
public final class World {
  private static final int RECENT_PINS = 3_000;
  private static final List<String> EMAIL_DOMAINS =
      List.of("mail.example", "post.example", "inbox.example", "uni.example", "work.example");

  private final RandomGenerator random;
  private final Phrases phrases;
  private final Views views;
  private final List<Account> people = new ArrayList<>();
  private final List<Pin> recentPins = new ArrayList<>();
  private final PriorityQueue<Draft> agenda = new PriorityQueue<>();
  private long order;

  /** A pin people can see. */
  public record Pin(String id, Account owner, String board) {}

  /** Is told how often content will be seen. */
  @FunctionalInterface
  public interface Views {
    void seen(EntityId entity, EntityId account, Instant when, long views);
  }

  public World(RandomGenerator random, Views views) {
    this.random = random;
    this.views = views;
    this.phrases = new Phrases(random);
  }

  public RandomGenerator random() {
    return random;
  }

  public Phrases phrases() {
    return phrases;
  }

  public List<Account> people() {
    return people;
  }

  /** Someone who was there before, heavier users more often. */
  public Account somebody() {
    double skew = Math.pow(random.nextDouble(), 2.2);
    return people.get((int) (skew * people.size()));
  }

  /**
   * A pin of late, newer ones more often; empty lists cannot be at run time: the world starts with
   * some.
   */
  public Pin somePin() {
    double skew = Math.sqrt(random.nextDouble());
    return recentPins.get((int) (skew * recentPins.size()));
  }

  /** Ids look the same for everyone: random letters and digits. */
  public String id() {
    StringBuilder id = new StringBuilder(12);
    for (int i = 0; i < 12; i++) {
      id.append("abcdefghijkmnpqrstuvwxyz23456789".charAt(random.nextInt(32)));
    }
    return id.toString();
  }

  public String ip() {
    return "198.51." + random.nextInt(256) + "." + random.nextInt(256);
  }

  /** A new account of this age. */
  public Account account(Instant now, Duration age, Place place) {
    double fame =
        Math.exp(random.nextGaussian() * 1.6 + 3) * Math.min(1, age.toDays() / 60.0 + 0.02);
    return new Account(
        id(),
        now.minus(age),
        place,
        phrases.pick(EMAIL_DOMAINS),
        random.nextInt(40) == 0 && age.toDays() > 100,
        id(),
        ip(),
        (long) fame,
        random.nextInt(200));
  }

  public Account account(Instant now, Duration age) {
    return account(now, age, Place.any(random));
  }

  /** A new account that shares address and device with others. */
  public Account accountLike(Instant now, Duration age, Account other) {
    Account made = account(now, age, other.place());
    made.moves(other.ip(), other.country(), other.device());
    return made;
  }

  /** Lets them be among those who act and are seen. */
  public Account joins(Account account) {
    people.add(account);
    return account;
  }

  public void at(Instant time, Draft.Step step) {
    agenda.add(new Draft(time, order++, step));
  }

  /** What happens next before that time; null when nothing does. */
  public @org.jspecify.annotations.Nullable Draft nextBefore(Instant time) {
    Draft next = agenda.peek();
    return next != null && next.time().isBefore(time) ? agenda.poll() : null;
  }

  private Map<String, Object> from(Account actor) {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("actor", actor.profile());
    data.put("ip", actor.ip());
    data.put("device", actor.device());
    return data;
  }

  public Happening signedUp(Account account, String bio) {
    Map<String, Object> data = from(account);
    data.put("account", account.id());
    data.put("name", phrases.name());
    data.put("bio", bio);
    return new Happening("account.signed_up", data);
  }

  public Happening loggedIn(Account account, boolean newDevice) {
    Map<String, Object> data = from(account);
    data.put("account", account.id());
    data.put("country", account.country());
    data.put("new_device", newDevice);
    return new Happening("account.logged_in", data);
  }

  public Happening profileUpdated(Account account, String bio, boolean passwordChanged) {
    Map<String, Object> data = from(account);
    data.put("account", account.id());
    data.put("bio", bio);
    data.put("password_changed", passwordChanged);
    return new Happening("profile.updated", data);
  }

  public Happening boardCreated(Account account, String title) {
    account.board(id());
    Map<String, Object> data = from(account);
    data.put("board", account.board());
    data.put("title", title);
    return new Happening("board.created", data);
  }

  /** A pin with what it shows; an empty link stays away. */
  public Happening pinCreated(
      Account account, Instant now, String title, String link, String image) {
    Pin pin = new Pin(id(), account, account.board().isEmpty() ? id() : account.board());
    remember(pin);
    double reach = Math.exp(random.nextGaussian() * 1.2 + Math.log(8 + account.followers() / 4.0));
    views.seen(new EntityId("pin", pin.id()), account.entity(), now, (long) reach);
    Map<String, Object> data = from(account);
    data.put("pin", pin.id());
    data.put("board", pin.board());
    data.put("title", title);
    if (!link.isEmpty()) {
      data.put("link", link);
    }
    data.put("image", image);
    data.put("language", account.place().language());
    return new Happening("pin.created", data);
  }

  private void remember(Pin pin) {
    if (recentPins.size() >= RECENT_PINS) {
      recentPins.subList(0, RECENT_PINS / 3).clear();
    }
    recentPins.add(pin);
  }

  public Happening pinSaved(Account account, Pin pin) {
    Map<String, Object> data = from(account);
    data.put("pin", pin.id());
    data.put("owner", pin.owner().id());
    return new Happening("pin.saved", data);
  }

  public Happening commentCreated(Account account, Instant now, Pin pin, String text) {
    Map<String, Object> data = from(account);
    String comment = id();
    views.seen(new EntityId("comment", comment), account.entity(), now, 1 + random.nextInt(40));
    data.put("comment", comment);
    data.put("pin", pin.id());
    data.put("owner", pin.owner().id());
    data.put("text", text);
    data.put("language", account.place().language());
    return new Happening("comment.created", data);
  }

  /** A message is read by one person and no part of what the public sees: it has no views. */
  public Happening messageSent(Account account, Instant now, Account to, String text) {
    Map<String, Object> data = from(account);
    String message = id();
    views.seen(new EntityId("message", message), account.entity(), now, 0);
    data.put("message", message);
    data.put("recipient", to.id());
    data.put("text", text);
    return new Happening("message.sent", data);
  }

  public Happening followCreated(Account account, Account target) {
    target.followed();
    account.follows();
    Map<String, Object> data = from(account);
    data.put("target", target.id());
    return new Happening("follow.created", data);
  }

  public Happening reportFiled(Account account, Pin pin, String policy, String text) {
    Map<String, Object> data = from(account);
    data.put("pin", pin.id());
    data.put("owner", pin.owner().id());
    data.put("policy", policy);
    data.put("text", text);
    return new Happening("report.filed", data);
  }
}
