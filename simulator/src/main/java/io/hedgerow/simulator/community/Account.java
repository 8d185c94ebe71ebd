package io.hedgerow.simulator.community;

import io.hedgerow.engine.event.EntityId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Someone in the community, as the product knows them. The same fields go out with everybody's
 * events; nothing in them tells attackers apart.
 */
public final class Account {
  private final String id;
  private final Instant createdAt;
  private final Place place;
  private final String emailDomain;
  private final boolean verified;
  private String device;
  private String ip;
  private String country;
  private long followers;
  private long following;
  private String board = "";

  Account(
      String id,
      Instant createdAt,
      Place place,
      String emailDomain,
      boolean verified,
      String device,
      String ip,
      long followers,
      long following) {
    this.id = id;
    this.createdAt = createdAt;
    this.place = place;
    this.emailDomain = emailDomain;
    this.verified = verified;
    this.device = device;
    this.ip = ip;
    this.country = place.country();
    this.followers = followers;
    this.following = following;
  }

  public String id() {
    return id;
  }

  public EntityId entity() {
    return new EntityId("account", id);
  }

  public Instant createdAt() {
    return createdAt;
  }

  public Place place() {
    return place;
  }

  public String device() {
    return device;
  }

  public String ip() {
    return ip;
  }

  public String country() {
    return country;
  }

  public long followers() {
    return followers;
  }

  public void followed() {
    followers++;
  }

  public void follows() {
    following++;
  }

  /** The board they pin to; empty before they have one. */
  public String board() {
    return board;
  }

  public void board(String made) {
    board = made;
  }

  /** From now on they act from there: a traveller, a new phone, a thief. */
  public void moves(String newIp, String newCountry, String newDevice) {
    ip = newIp;
    country = newCountry;
    device = newDevice;
  }

  /** What goes out as {@code data.actor}. */
  public Map<String, Object> profile() {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("id", id);
    profile.put("created_at", createdAt.toString());
    profile.put("followers", followers);
    profile.put("following", following);
    profile.put("country", place.country());
    profile.put("email_domain", emailDomain);
    profile.put("verified", verified);
    return profile;
  }
}
