package io.hedgerow.review.bulk;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.review.bulk.BulkAction.Problem;
import java.io.IOException;
import java.util.List;

/** Where the entities of a bulk action come from, a page at a time, so that none is too many. */
public interface Entities {

  /**
   * The next few lines; empty at the end.
   *
   * @throws IOException when the source breaks off
   */
  List<Line> next() throws IOException;

  /** For people to read. */
  String origin();

  /** One line of the source. */
  sealed interface Line {
    /** It names an entity. */
    record Named(long line, EntityId entity) implements Line {}

    /** It does not. */
    record Wrong(Problem problem) implements Line {}
  }
}
