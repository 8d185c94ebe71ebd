package io.hedgerow.review.quality;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What a blind item is for.
 *
 * @param item the blind item
 * @param source the case that it is a copy of
 * @param verdict the decision that is taken again or settled
 * @param asOf the moment whose knowledge it shows: what came later, other people's judgements above
 *     all, stays out
 */
record Check(long item, Kind kind, long source, Optional<Long> verdict, Instant asOf) {

  /** Why an item is put before somebody who does not know. */
  enum Kind {
    /** Its answer is known. */
    GOLDEN,
    /** Somebody else has decided it before. */
    SECOND,
    /** Two people disagreed about it. */
    THIRD,
    /** Everybody of a session gets it. */
    CALIBRATION;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Kind of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }
}
