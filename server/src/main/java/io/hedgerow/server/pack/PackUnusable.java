package io.hedgerow.server.pack;

import io.hedgerow.engine.pack.Diagnostic;
import io.hedgerow.engine.pack.DiagnosticText;
import java.nio.file.Path;
import java.util.List;

/** The pack given at start has errors; the message is what its author needs to mend it. */
public final class PackUnusable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PackUnusable(Path folder, List<Diagnostic> diagnostics) {
    super("the pack in " + folder + " has errors:\n" + DiagnosticText.render(diagnostics));
  }
}
