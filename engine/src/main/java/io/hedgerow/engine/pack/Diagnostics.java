package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects everything wrong with a pack, so that its author hears of all of it at once. */
public final class Diagnostics {
  private final Map<String, SourceFile> files = new HashMap<>();
  private final List<Diagnostic> found = new ArrayList<>();

  /** Diagnostics on no file yet. */
  public Diagnostics() {}

  /** Diagnostics on a pack that was read, which quote its lines. */
  public Diagnostics(Pack pack) {
    pack.sources().forEach((path, text) -> know(new SourceFile(path, text)));
  }

  /** Lets diagnostics on this file quote its lines. */
  void know(SourceFile file) {
    files.put(file.path(), file);
  }

  public void error(SourceSpan span, String message, String hint) {
    found.add(new Diagnostic(Severity.ERROR, span, message, excerpt(span), hint));
  }

  public void warning(SourceSpan span, String message, String hint) {
    found.add(new Diagnostic(Severity.WARNING, span, message, excerpt(span), hint));
  }

  /** How many errors there are so far. */
  int errors() {
    return (int) found.stream().filter(d -> d.severity() == Severity.ERROR).count();
  }

  public boolean anyError() {
    return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  /** All of them, by file, line and column. */
  public List<Diagnostic> list() {
    return found.stream()
        .sorted(
            Comparator.comparing((Diagnostic d) -> d.span().file())
                .thenComparingInt(d -> d.span().line())
                .thenComparingInt(d -> d.span().column()))
        .distinct()
        .toList();
  }

  private String excerpt(SourceSpan span) {
    SourceFile file = files.get(span.file());
    return file == null ? "" : file.line(span.line());
  }
}
