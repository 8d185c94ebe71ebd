package io.hedgerow.server.access;

import static io.hedgerow.server.access.Permission.AUDIT_READ;
import static io.hedgerow.server.access.Permission.BANKS_WRITE;
import static io.hedgerow.server.access.Permission.CASES_LEAD;
import static io.hedgerow.server.access.Permission.CASES_WORK;
import static io.hedgerow.server.access.Permission.DECISIONS_READ;
import static io.hedgerow.server.access.Permission.EVENTS_WRITE;
import static io.hedgerow.server.access.Permission.GROUND_TRUTH_READ;
import static io.hedgerow.server.access.Permission.LABELS_WRITE;
import static io.hedgerow.server.access.Permission.MEASURE_WRITE;
import static io.hedgerow.server.access.Permission.METRICS_READ;
import static io.hedgerow.server.access.Permission.PACKS_READ;
import static io.hedgerow.server.access.Permission.PACKS_WRITE;
import static io.hedgerow.server.access.Permission.QUALITY_WRITE;
import static io.hedgerow.server.access.Permission.TRUST_WRITE;
import static io.hedgerow.server.access.Permission.WEBHOOKS_WRITE;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person is here for; each brings the permissions of that work and no more. */
public enum Role {
  VIEWER(DECISIONS_READ, PACKS_READ),
  REVIEWER(DECISIONS_READ, PACKS_READ, LABELS_WRITE, CASES_WORK),
  LEAD(
      DECISIONS_READ,
      PACKS_READ,
      LABELS_WRITE,
      CASES_WORK,
      CASES_LEAD,
      MEASURE_WRITE,
      QUALITY_WRITE),
  POLICY(
      DECISIONS_READ,
      PACKS_READ,
      PACKS_WRITE,
      LABELS_WRITE,
      TRUST_WRITE,
      BANKS_WRITE,
      MEASURE_WRITE,
      QUALITY_WRITE,
      GROUND_TRUTH_READ),
  ENGINEER(
      DECISIONS_READ,
      PACKS_READ,
      PACKS_WRITE,
      EVENTS_WRITE,
      BANKS_WRITE,
      WEBHOOKS_WRITE,
      MEASURE_WRITE,
      GROUND_TRUTH_READ,
      METRICS_READ),
  LEGAL(DECISIONS_READ, PACKS_READ, AUDIT_READ),
  ADMIN(Permission.values());

  private final Set<Permission> permissions;

  Role(Permission... permissions) {
    this.permissions = Set.of(permissions);
  }

  public Set<Permission> permissions() {
    return permissions;
  }

  /** The word in the API and on screens: {@code admin}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(Role::word).toList();
  }

  public static Optional<Role> find(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }
}
