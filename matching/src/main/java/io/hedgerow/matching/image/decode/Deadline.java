package io.hedgerow.matching.image.decode;

import java.io.IOException;
import java.time.Duration;

/** The moment after which reading a picture is given up. */
final class Deadline {
  private final long end;

  private Deadline(long end) {
    this.end = end;
  }

  static Deadline in(Duration time) {
    return new Deadline(System.nanoTime() + time.toNanos());
  }

  boolean passed() {
    return System.nanoTime() - end > 0;
  }

  void check() throws Passed {
    if (passed()) {
      throw new Passed();
    }
  }

  static final class Passed extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
