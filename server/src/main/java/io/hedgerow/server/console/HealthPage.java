package io.hedgerow.server.console;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.quota.Parked;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.health.States;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.source.Sources;
import io.hedgerow.server.webhook.Webhooks;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Whether Hedgerow can do its work, and how busy it is. */
@ShowsNoContent
@RestController
public final class HealthPage {
  private static final int SHOWN_PARKED = 50;

  private final Templates templates;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Bounds bounds;
  private final Webhooks webhooks;
  private final States states;
  private final PrometheusMeterRegistry registry;
  private final Sources sources;

  HealthPage(
      Templates templates,
      Ledger ledger,
      LedgerReader reader,
      Bounds bounds,
      Webhooks webhooks,
      States states,
      PrometheusMeterRegistry registry,
      Sources sources) {
    this.templates = templates;
    this.ledger = ledger;
    this.bounds = bounds;
    this.webhooks = webhooks;
    this.reader = reader;
    this.states = states;
    this.registry = registry;
    this.sources = sources;
  }

  /** A measured value by its name. */
  public record Reading(String name, String value) {}

  @Shows("parked")
  @GetMapping("/console/health")
  ResponseEntity<byte[]> page(HttpServletRequest request, Authentication who) {
    List<Parked> parked =
        bounds.open(who, reader.parked(0, SHOWN_PARKED), one -> Optional.of(one.entity()));
    return templates.render(
        "health",
        Map.of(
            "page", Page.of("Health", "health", request, who),
            "states", states.look(),
            "decisions", reader.lastSequence(),
            "parked", parked,
            "moved", sources.list().stream().filter(Sources.Source::moved).toList(),
            "readings", readings()));
  }

  /** Releases or discards labels that wait because their rule is over its quota. */
  @PostMapping("/console/parked")
  ResponseEntity<Void> settle(
      @RequestParam(defaultValue = "") List<Long> parked,
      @RequestParam boolean release,
      @RequestParam String reason,
      @RequestParam String key,
      Authentication who) {
    if (!parked.isEmpty() && !reason.isBlank()) {
      bounds.checkParked(who, parked);
      Writes.refusing(
          () -> ledger.settleParked(key, Author.of(who).id(), parked, release, reason.strip()));
      webhooks.wake();
    }
    return ResponseEntity.status(303)
        .header(HttpHeaders.LOCATION, "/console/health#parked")
        .build();
  }

  private List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    for (Meter meter : registry.getMeters()) {
      if (meter.getId().getName().startsWith("hedgerow.")) {
        meter
            .measure()
            .forEach(measurement ->
                readings.add(
                    new Reading(
                        name(meter) + " " + measurement.getStatistic().getTagValueRepresentation(),
                        shown(measurement.getValue()))));
      }
    }
    readings.sort(Comparator.comparing(Reading::name));
    return readings;
  }

  private static String shown(double value) {
    boolean whole = value == Math.rint(value);
    return String.format(Locale.ENGLISH, whole ? "%,.0f" : "%,.3f", value);
  }

  private static String name(Meter meter) {
    StringBuilder name = new StringBuilder(meter.getId().getName().substring("hedgerow.".length()));
    meter.getId().getTags().forEach(tag -> name.append(' ').append(tag.getValue()));
    return name.toString();
  }
}
