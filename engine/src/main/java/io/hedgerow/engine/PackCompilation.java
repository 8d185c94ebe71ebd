package io.hedgerow.engine;

import io.hedgerow.engine.pack.Diagnostic;
import java.util.List;

/** What came of compiling a pack's CEL. */
public sealed interface PackCompilation {

  /** It can run. */
  record Compiled(CompiledPack pack) implements PackCompilation {}

  /** It cannot; everything wrong with it. */
  record Failed(List<Diagnostic> diagnostics) implements PackCompilation {}
}
