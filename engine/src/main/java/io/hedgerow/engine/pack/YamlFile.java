package io.hedgerow.engine.pack;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Parses a YAML file into nodes that know their places; aliases are refused, as bombs hide in them.
 */
final class YamlFile {
  private YamlFile() {}

  /** Empty when the file is empty or broken; the latter leaves a diagnostic. */
  static Optional<Node> parse(SourceFile file, Diagnostics diagnostics) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.path())
            .setMaxAliasesForCollections(0)
            .setAllowDuplicateKeys(true)
            .setCodePointLimit(4 << 20)
            .build();
    try {
      return new Compose(settings).composeString(file.text());
    } catch (MarkedYamlEngineException broken) {
      SourceSpan span = broken.getProblemMark().map(file::span).orElse(file.start());
      diagnostics.error(span, "this is not YAML: " + broken.getProblem(), "check the indentation");
    } catch (YamlEngineException broken) {
      diagnostics.error(file.start(), "this is not YAML: " + broken.getMessage(), "");
    } catch (StackOverflowError _) {
      diagnostics.error(file.start(), "the YAML is nested too deeply", "flatten it");
    }
    return Optional.empty();
  }
}
