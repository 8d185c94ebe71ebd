package io.hedgerow.server.access;

import static io.hedgerow.server.access.Permission.ADMIN;
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

import java.util.List;
import org.springframework.http.HttpMethod;

/**
 * Which permission a route needs. The first gate that matches decides; a route without one needs
 * only a key or a login.
 */
record Gate(HttpMethod method, String pattern, Permission permission) {

  static final List<Gate> GATES =
      List.of(
          new Gate(HttpMethod.POST, "/v1/events", EVENTS_WRITE),
          new Gate(HttpMethod.GET, "/v1/decisions/**", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/console/review/*/assign", CASES_LEAD),
          new Gate(HttpMethod.GET, "/console/review/**", CASES_WORK),
          new Gate(HttpMethod.POST, "/console/review/**", CASES_WORK),
          new Gate(HttpMethod.GET, "/media/decisions/**", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/media/**", CASES_WORK),
          new Gate(HttpMethod.GET, "/v1/queues", CASES_WORK),
          new Gate(HttpMethod.GET, "/v1/cases", CASES_LEAD),
          new Gate(HttpMethod.POST, "/v1/cases/*/assign", CASES_LEAD),
          new Gate(HttpMethod.POST, "/v1/cases/*/unassign", CASES_LEAD),
          new Gate(HttpMethod.POST, "/v1/cases/undo", CASES_LEAD),
          new Gate(HttpMethod.POST, "/v1/cases/**", CASES_WORK),
          new Gate(HttpMethod.GET, "/v1/reviewers", CASES_LEAD),
          new Gate(HttpMethod.POST, "/v1/reviewers", CASES_LEAD),
          new Gate(HttpMethod.GET, "/console/queues", CASES_LEAD),
          new Gate(HttpMethod.POST, "/console/queues/**", CASES_LEAD),
          new Gate(HttpMethod.GET, "/v1/statements", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/notices", EVENTS_WRITE),
          new Gate(HttpMethod.POST, "/v1/appeals", EVENTS_WRITE),
          new Gate(HttpMethod.GET, "/v1/appeals/**", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/v1/bulk/**", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/bulk/**", CASES_LEAD),
          new Gate(HttpMethod.GET, "/console/bulk/**", CASES_LEAD),
          new Gate(HttpMethod.POST, "/console/bulk/**", CASES_LEAD),
          new Gate(HttpMethod.GET, "/console/team/**", QUALITY_WRITE),
          new Gate(HttpMethod.POST, "/console/team/**", QUALITY_WRITE),
          new Gate(HttpMethod.GET, "/console/numbers", CASES_WORK),
          new Gate(HttpMethod.POST, "/console/sources/**", MEASURE_WRITE),
          new Gate(HttpMethod.GET, "/v1/quality/me", CASES_WORK),
          new Gate(HttpMethod.GET, "/v1/quality/**", QUALITY_WRITE),
          new Gate(HttpMethod.POST, "/v1/quality/**", QUALITY_WRITE),
          new Gate(HttpMethod.GET, "/v1/golden/**", QUALITY_WRITE),
          new Gate(HttpMethod.POST, "/v1/golden/**", QUALITY_WRITE),
          new Gate(HttpMethod.DELETE, "/v1/golden/**", QUALITY_WRITE),
          new Gate(HttpMethod.POST, "/v1/audits", QUALITY_WRITE),
          new Gate(HttpMethod.GET, "/v1/calibrations/**", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/calibrations/**", QUALITY_WRITE),
          new Gate(HttpMethod.GET, "/v1/sources", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/sources/accept", MEASURE_WRITE),
          new Gate(HttpMethod.GET, "/v1/ground-truth", GROUND_TRUTH_READ),
          new Gate(HttpMethod.GET, "/console/**", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/console/explorer", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/console/banks/*/judge", LABELS_WRITE),
          new Gate(HttpMethod.POST, "/console/entities/*/*/undo", LABELS_WRITE),
          new Gate(HttpMethod.POST, "/console/entities/*/*/trust", TRUST_WRITE),
          new Gate(HttpMethod.POST, "/console/parked", LABELS_WRITE),
          new Gate(HttpMethod.POST, "/v1/entities/*/*/undo", LABELS_WRITE),
          new Gate(HttpMethod.POST, "/v1/entities/*/*/trust", TRUST_WRITE),
          new Gate(HttpMethod.GET, "/v1/parked", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/parked/settle", LABELS_WRITE),
          new Gate(HttpMethod.GET, "/v1/entities/**", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/v1/enforcement/**", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/v1/labels/**", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/labels/**", LABELS_WRITE),
          new Gate(HttpMethod.POST, "/v1/images", EVENTS_WRITE),
          new Gate(HttpMethod.GET, "/v1/images/**", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/images/match", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/v1/banks/**", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/banks/*/confirm", LABELS_WRITE),
          new Gate(HttpMethod.POST, "/v1/banks/*/deconfirm", LABELS_WRITE),
          new Gate(HttpMethod.POST, "/v1/banks/**", BANKS_WRITE),
          new Gate(HttpMethod.GET, "/v1/models/**", PACKS_READ),
          new Gate(HttpMethod.POST, "/v1/models/**", PACKS_WRITE),
          new Gate(HttpMethod.POST, "/v1/samples", MEASURE_WRITE),
          new Gate(HttpMethod.GET, "/v1/status", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/v1/judge", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/v1/traffic", DECISIONS_READ),
          new Gate(HttpMethod.GET, "/v1/figures/*", DECISIONS_READ),
          new Gate(HttpMethod.POST, "/v1/status/publish", MEASURE_WRITE),
          new Gate(HttpMethod.GET, "/v1/canaries", PACKS_READ),
          new Gate(HttpMethod.POST, "/v1/canaries/look", PACKS_WRITE),
          new Gate(HttpMethod.GET, "/v1/packs/**", PACKS_READ),
          new Gate(HttpMethod.POST, "/v1/packs/**", PACKS_WRITE),
          new Gate(HttpMethod.GET, "/v1/audit/**", AUDIT_READ),
          new Gate(HttpMethod.GET, "/v1/webhooks/**", WEBHOOKS_WRITE),
          new Gate(HttpMethod.POST, "/v1/webhooks/**", WEBHOOKS_WRITE),
          new Gate(HttpMethod.DELETE, "/v1/webhooks/**", WEBHOOKS_WRITE),
          new Gate(HttpMethod.GET, "/metrics", METRICS_READ),
          new Gate(HttpMethod.GET, "/v1/keys/**", ADMIN),
          new Gate(HttpMethod.POST, "/v1/keys/**", ADMIN),
          new Gate(HttpMethod.DELETE, "/v1/keys/**", ADMIN),
          new Gate(HttpMethod.GET, "/v1/people/**", ADMIN),
          new Gate(HttpMethod.POST, "/v1/people/**", ADMIN),
          new Gate(HttpMethod.PATCH, "/v1/people/**", ADMIN));
}
