package io.hedgerow.review.cases;

import java.util.Optional;

/** Says which picture an event's image field leads to: the same for near-duplicates. */
@FunctionalInterface
public interface Pictures {
  /** Knows no near-duplicates: a picture is what the field says. */
  Pictures BY_NAME = reference -> Optional.of(reference).filter(text -> !text.isBlank());

  /** A name for the picture and those like it; empty when the field names none. */
  Optional<String> like(String reference);
}
