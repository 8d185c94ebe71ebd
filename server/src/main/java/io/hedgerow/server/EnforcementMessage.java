package io.hedgerow.server;

import static io.hedgerow.engine.json.CanonicalJson.members;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.ledger.enforcement.EnforcementChange;
import io.hedgerow.ledger.enforcement.EnforcementJson;

/** What webhooks send of a change: what is in force now, what was before, and since when. */
final class EnforcementMessage {
  private EnforcementMessage() {}

  static String write(EnforcementChange change) {
    return CanonicalJson.write(
        members(
            "type", "enforcement.changed",
            "timestamp", change.at().toString(),
            "data",
                members(
                    "change", change.id(),
                    "cause", change.cause(),
                    "enforcement", EnforcementJson.tree(change.after()),
                    "before", EnforcementJson.tree(change.before()))));
  }
}
