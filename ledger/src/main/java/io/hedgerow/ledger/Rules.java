package io.hedgerow.ledger;

import io.hedgerow.ledger.enforcement.Ranking;
import io.hedgerow.ledger.enforcement.Resolver;
import io.hedgerow.ledger.rulebook.Rulebook;

/** What labels lead to at the moment: the active pack's part and the ranking of sources. */
record Rules(Rulebook rulebook, Resolver resolver) {
  static Rules of(Ranking ranking) {
    return new Rules(Rulebook.EMPTY, new Resolver(ranking));
  }
}
