package io.hedgerow.engine.pack;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file that holds a list. */
final class YamlSequence {
  private YamlSequence() {}

  static List<Node> of(SourceFile file, Diagnostics diagnostics, String what) {
    Optional<Node> root = YamlFile.parse(file, diagnostics);
    if (root.isPresent() && root.get() instanceof SequenceNode sequence) {
      return sequence.getValue();
    }
    root.ifPresent(node ->
        diagnostics.error(
            file.span(node), "the file must be a list of " + what, "start each with `- `"));
    return List.of();
  }
}
