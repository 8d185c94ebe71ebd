package io.hedgerow.engine.pack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping read key by key. What is missing, unknown, doubled or of the wrong shape becomes a
 * diagnostic, and reading goes on with a value that stands in, so that one mistake hides no other.
 */
final class Fields {
  final SourceFile file;
  final Diagnostics diagnostics;
  final SourceSpan span;
  private final String what;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, SourceSpan> keys = new LinkedHashMap<>();

  private Fields(SourceFile file, Diagnostics diagnostics, MappingNode node, String what) {
    this.file = file;
    this.diagnostics = diagnostics;
    this.what = what;
    this.span = file.span(node);
    for (NodeTuple tuple : node.getValue()) {
      add(tuple);
    }
  }

  /**
   * Reads a mapping that may have only these keys.
   *
   * @param what it is, for messages: {@code a rule}
   */
  static Optional<Fields> of(
      SourceFile file, Diagnostics diagnostics, Node node, String what, Set<String> allowed) {
    Optional<Fields> fields = ofAny(file, diagnostics, node, what);
    fields.ifPresent(f -> f.refuseUnknown(allowed));
    return fields;
  }

  /** Reads a mapping whose keys are names of the author's choice. */
  static Optional<Fields> ofAny(SourceFile file, Diagnostics diagnostics, Node node, String what) {
    if (node instanceof MappingNode mapping) {
      return Optional.of(new Fields(file, diagnostics, mapping, what));
    }
    diagnostics.error(file.span(node), what + " must be a mapping of keys to values", "");
    return Optional.empty();
  }

  private void add(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      diagnostics.error(file.span(tuple.getKeyNode()), "a key must be plain text", "");
    } else if (nodes.put(key.getValue(), tuple.getValueNode()) != null) {
      diagnostics.error(
          file.span(key),
          "key `" + key.getValue() + "` comes twice in " + what,
          "keep one of them");
    } else {
      keys.put(key.getValue(), file.span(key));
    }
  }

  private void refuseUnknown(Set<String> allowed) {
    keys.forEach((key, place) -> {
      if (!allowed.contains(key)) {
        diagnostics.error(
            place, "unknown key `" + key + "` in " + what, Suggestion.hint(key, allowed));
      }
    });
  }

  Set<String> names() {
    return keys.keySet();
  }

  boolean has(String key) {
    return nodes.containsKey(key);
  }

  /** Where the key's value stands, or the mapping when it has none. */
  SourceSpan at(String key) {
    Node node = nodes.get(key);
    return node == null ? span : file.span(node);
  }

  /** Where the key itself stands. */
  SourceSpan keyAt(String key) {
    return keys.getOrDefault(key, span);
  }

  Optional<Node> node(String key) {
    return Optional.ofNullable(nodes.get(key));
  }

  void error(String key, String message, String hint) {
    diagnostics.error(at(key), message, hint);
  }

  private void missing(String key) {
    diagnostics.error(span, what + " needs `" + key + "`", "add `" + key + ":`");
  }

  Optional<String> optionalText(String key) {
    return node(key).flatMap(node -> scalar(key, node)).map(ScalarNode::getValue);
  }

  /** The text, or an empty one with a diagnostic. */
  String text(String key) {
    if (!has(key)) {
      missing(key);
    }
    return optionalText(key).orElse("");
  }

  Optional<Expression> optionalExpression(String key) {
    return node(key).flatMap(node -> scalar(key, node)).map(file::expression);
  }

  Expression expression(String key) {
    if (!has(key)) {
      missing(key);
    }
    return optionalExpression(key).orElse(new Expression("", span));
  }

  private Optional<ScalarNode> scalar(String key, Node node) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return Optional.of(scalar);
    }
    diagnostics.error(file.span(node), "`" + key + "` in " + what + " must be text", "");
    return Optional.empty();
  }

  /** A list of text; a single text counts as a list of one. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Node element : elements(key)) {
      scalar(key, element).ifPresent(s -> texts.add(s.getValue()));
    }
    return texts;
  }

  /** The nodes of a list; a single node counts as a list of one, an absent key as none. */
  List<Node> elements(String key) {
    return node(key)
        .map(node -> node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node))
        .orElse(List.of());
  }

  private <T> Optional<T> parsed(String key, String form, Function<String, Optional<T>> parser) {
    Optional<String> text = optionalText(key);
    Optional<T> value = text.flatMap(parser);
    if (text.isPresent() && value.isEmpty()) {
      error(key, "`" + key + "` must be " + form + ", was `" + text.get() + "`", "");
    }
    return value;
  }

  Optional<Duration> duration(String key) {
    return parsed(key, "a duration such as 30s, 5m, 1h or 7d", DurationText::parse);
  }

  Optional<Integer> integer(String key, int least, int most) {
    return parsed(
        key,
        "a whole number from " + least + " to " + most,
        text ->
            text.matches("-?[0-9]{1,9}")
                ? Optional.of(Integer.parseInt(text)).filter(n -> n >= least && n <= most)
                : Optional.empty());
  }

  Optional<Double> share(String key) {
    return parsed(
        key,
        "a number in [0, 1]",
        text ->
            text.matches("[0-9]*\\.?[0-9]{1,17}")
                ? Optional.of(Double.parseDouble(text)).filter(n -> n <= 1)
                : Optional.empty());
  }

  Optional<Boolean> truth(String key) {
    return parsed(
        key,
        "true or false",
        text ->
            switch (text) {
              case "true" -> Optional.of(true);
              case "false" -> Optional.of(false);
              default -> Optional.empty();
            });
  }

  /** One of a closed set of words. */
  <T> Optional<T> choice(String key, Map<String, T> choices) {
    Optional<String> text = optionalText(key);
    Optional<T> value = text.flatMap(word -> Optional.ofNullable(choices.get(word)));
    if (text.isPresent() && value.isEmpty()) {
      error(
          key,
          "`" + text.get() + "` is no " + key + " of " + what,
          Suggestion.hint(text.get(), choices.keySet()));
    }
    return value;
  }

  Optional<Fields> fields(String key, String inner, Set<String> allowed) {
    return node(key).flatMap(node -> of(file, diagnostics, node, inner, allowed));
  }

  Optional<Fields> anyFields(String key, String inner) {
    return node(key).flatMap(node -> ofAny(file, diagnostics, node, inner));
  }
}
