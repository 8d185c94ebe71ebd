package io.hedgerow.review.quality;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.review.cases.Arrivals;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Jdbi;

/**
 * The parts that say whether people and sources are right.
 *
 * @param checks blind items among the cases
 * @param rates how much is looked at
 */
public record Quality(
    Checks checks,
    QualityRates rates,
    Goldens goldens,
    Calibrations calibrations,
    Audits audits,
    Ratings ratings) {

  /** Puts them together. */
  public static Quality of(
      Jdbi jdbi,
      Ledger ledger,
      Checks checks,
      Arrivals arrivals,
      RandomGenerator random,
      InstantSource clock) {
    QualityRates rates = new QualityRates(jdbi, ledger);
    return new Quality(
        checks,
        rates,
        new Goldens(jdbi, ledger, clock),
        new Calibrations(jdbi, ledger, clock),
        new Audits(jdbi, ledger, arrivals, rates, random, clock),
        new Ratings(jdbi));
  }
}
