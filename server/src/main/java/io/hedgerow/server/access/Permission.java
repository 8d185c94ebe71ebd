package io.hedgerow.server.access;

import java.util.Arrays;
import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Something that may be allowed. Keys carry permissions as scopes, people get them by role. */
public enum Permission {
  EVENTS_WRITE("events:write", "send events and get decisions"),
  DECISIONS_READ("decisions:read", "read decisions, entities, labels and enforcement"),
  LABELS_WRITE("labels:write", "write, negate and undo labels"),
  TRUST_WRITE("trust:write", "say on which entities machines alone may not act"),
  CASES_WORK("cases:work", "take cases that wait for people, and decide them"),
  CASES_LEAD(
      "cases:lead",
      "assign cases, say who reviews what, undo decisions on cases, and act on many entities at once"),
  MEASURE_WRITE("measure:write", "draw samples of what was seen, and publish figures"),
  QUALITY_WRITE(
      "quality:write",
      "declare golden cases, say how much is looked at twice, call calibration, see the team's numbers"),
  GROUND_TRUTH_READ(
      "ground-truth:read", "export judgements of people with the texts they judged, for training"),
  QUEUES_ALL(
      "queues:all", "for a key: look at what belongs to queues that need a grant, without one"),
  PACKS_READ("packs:read", "read packs and registered models"),
  PACKS_WRITE("packs:write", "upload, activate and roll back packs; register and promote models"),
  BANKS_WRITE("banks:write", "put, import, sync and withdraw known hashes, and label what matches"),
  WEBHOOKS_WRITE("webhooks:write", "register webhooks and see their dead letters"),
  AUDIT_READ("audit:read", "verify the audit chain"),
  METRICS_READ("metrics:read", "read metrics and the parts of readiness"),
  ADMIN("admin", "everything, and keys and people");

  private final String scope;
  private final String meaning;

  Permission(String scope, String meaning) {
    this.scope = scope;
    this.meaning = meaning;
  }

  /** The word a key's scopes and the security layer's authorities use. */
  public String scope() {
    return scope;
  }

  public String meaning() {
    return meaning;
  }

  /** True for somebody who has it. */
  public boolean heldBy(Authentication who) {
    return who.getAuthorities().stream()
        .map(GrantedAuthority::getAuthority)
        .anyMatch(held -> scope.equals(held) || ADMIN.scope.equals(held));
  }

  /** Every scope there is. */
  public static List<String> scopes() {
    return Arrays.stream(values()).map(Permission::scope).toList();
  }

  /** The permission of a scope known to exist. */
  public static Permission ofScope(String scope) {
    return Arrays.stream(values())
        .filter(permission -> permission.scope.equals(scope))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no scope `" + scope + "`"));
  }
}
