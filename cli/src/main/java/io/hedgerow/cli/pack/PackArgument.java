package io.hedgerow.cli.pack;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.pack.DiagnosticText;
import java.nio.file.Path;

/** The pack a command works on. */
public final class PackArgument {
  private PackArgument() {}

  /**
   * Loads and compiles it.
   *
   * @throws CommandFailure with every diagnostic, when it cannot run
   */
  public static CompiledPack load(Path folder) {
    return switch (CompiledPack.load(folder)) {
      case PackCompilation.Compiled(CompiledPack pack) -> pack;
      case PackCompilation.Failed(var diagnostics) ->
          throw new CommandFailure(
              "the pack " + folder + " cannot run:\n" + DiagnosticText.render(diagnostics));
    };
  }
}
