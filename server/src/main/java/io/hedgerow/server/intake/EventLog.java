package io.hedgerow.server.intake;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.FiredRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one canonical line of every event: ids and outcomes, never content. */
record EventLog(boolean on) {
  private static final Logger LOG = LoggerFactory.getLogger("hedgerow.event");

  void decided(Batch.Pending pending) {
    if (!on || !LOG.isInfoEnabled()) {
      return;
    }
    Decision decision = pending.decided().decision();
    LOG.atInfo()
        .addKeyValue("source", decision.event().source())
        .addKeyValue("id", decision.event().id())
        .addKeyValue("type", decision.type())
        .addKeyValue("decision", decision.id())
        .addKeyValue("verdict", decision.verdict().word())
        .addKeyValue(
            "rules", String.join(",", decision.fired().stream().map(FiredRule::rule).toList()))
        .addKeyValue("defects", decision.defects().size())
        .addKeyValue("micros", pending.decided().took().map(t -> t.toNanos() / 1_000).orElse(0L))
        .log("decided");
  }
}
