package io.hedgerow.cli;

import java.io.PrintStream;
import java.util.Locale;

/**
 * A counter line on standard error for long work, drawn at most ten times a second and only when a
 * terminal is there: the launcher looks, since a JVM can only tell of all its streams together, and
 * the results of long work mostly go to a file. Not thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final long REDRAW_NANOS = 100_000_000;

  private final PrintStream terminal;
  private final boolean shown;
  private final String what;
  private final long started = System.nanoTime();
  private long done;
  private long drawn = started;

  private Progress(PrintStream terminal, boolean shown, String what) {
    this.terminal = terminal;
    this.shown = shown;
    this.what = what;
  }

  /** Counts things called {@code what}, for example {@code events}. */
  public static Progress of(String what) {
    return new Progress(System.err, Boolean.getBoolean("hedgerow.terminal"), what);
  }

  public void step() {
    done++;
    long now = shown ? System.nanoTime() : drawn;
    if (now - drawn > REDRAW_NANOS) {
      drawn = now;
      draw();
    }
  }

  private void draw() {
    double seconds = (System.nanoTime() - started) / 1e9;
    terminal.printf(Locale.ROOT, "\r%,d %s (%,.0f/s) ", done, what, done / seconds);
  }

  @Override
  public void close() {
    if (shown && done > 0) {
      draw();
      terminal.println();
    }
  }
}
