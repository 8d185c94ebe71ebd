package io.hedgerow.engine.pack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Lays out a pack's files in one way: keys in the order the reference has them, no spaces at line
 * ends, at most one blank line together, one line end at the end. Comments stay with what they
 * stand above, and the text of conditions and policies is not touched. A file whose meaning would
 * change, or that is not YAML, is left as it is.
 */
public final class PackFormat {
  private static final List<String> RULE =
      List.of(
          "id", "description", "on", "when", "label", "labels", "then", "stage", "quota", "reason");
  private static final List<String> TEST = List.of("name", "signals", "events", "expect");
  private static final List<String> COUNTER =
      List.of(
          "on",
          "key",
          "count",
          "distinct",
          "sum",
          "min",
          "max",
          "first_seen",
          "last_seen",
          "entropy",
          "top_share",
          "where",
          "window");
  private static final List<String> TRAIL =
      List.of("description", "on", "key", "keep", "where", "window", "limit");
  private static final List<String> BANK =
      List.of(
          "description",
          "kind",
          "policy",
          "input",
          "stage",
          "distance",
          "minimum_quality",
          "altered");
  private static final List<String> POLICY =
      List.of(
          "id",
          "title",
          "severity",
          "legal_category",
          "text",
          "covers",
          "excludes",
          "enforcement",
          "strikes",
          "ladder");

  private PackFormat() {}

  /**
   * The files that would change, by path, with their new text.
   *
   * @param sources files of a pack by path
   */
  public static Map<String, String> changes(Map<String, String> sources) {
    Map<String, String> changed = new TreeMap<>();
    sources.forEach((path, text) -> {
      String formatted = format(path, text);
      if (!formatted.equals(text)) {
        changed.put(path, formatted);
      }
    });
    return changed;
  }

  static String format(String path, String text) {
    if (path.startsWith("lists/")) {
      return FormattedLines.tidy(text.lines().toList(), List.of());
    }
    Optional<Node> root = parse(path, text);
    if (root.isEmpty()) {
      return text;
    }
    String ordered = String.join("\n", order(path, text.lines().toList(), root.get()));
    String tidy =
        parse(path, ordered)
            .map(node -> FormattedLines.tidy(ordered.lines().toList(), scalars(node)))
            .orElse(text);
    return parse(path, tidy).filter(node -> same(root.get(), node)).isPresent() ? tidy : text;
  }

  private static Optional<Node> parse(String path, String text) {
    Diagnostics diagnostics = new Diagnostics();
    Optional<Node> node = YamlFile.parse(new SourceFile(path, text), diagnostics);
    return diagnostics.anyError() ? Optional.empty() : node;
  }

  private static List<String> order(String path, List<String> lines, Node root) {
    KeyOrder order = new KeyOrder(lines);
    switch (root) {
      case SequenceNode items when path.startsWith("rules/") -> order.items(items, RULE);
      case SequenceNode items when path.startsWith("tests/") -> order.items(items, TEST);
      case MappingNode counters when path.equals("counters.yaml") ->
          order.members(counters, COUNTER);
      case MappingNode trails when path.equals("trails.yaml") -> order.members(trails, TRAIL);
      case MappingNode banks when path.equals("banks.yaml") -> order.members(banks, BANK);
      case MappingNode policy when path.startsWith("policies/") -> order.whole(policy, POLICY);
      default -> {
        // other files have no order worth enforcing
      }
    }
    return order.lines();
  }

  /** The scalars whose lines must stay as they are. */
  private static List<ScalarNode> scalars(Node node) {
    List<ScalarNode> found = new ArrayList<>();
    collect(node, found);
    return found;
  }

  private static void collect(Node node, List<ScalarNode> found) {
    switch (node) {
      case ScalarNode scalar -> found.add(scalar);
      case SequenceNode sequence -> sequence.getValue().forEach(inner -> collect(inner, found));
      case MappingNode mapping -> mapping.getValue().forEach(t -> collect(t.getValueNode(), found));
      default -> {
        // aliases are refused by the loader
      }
    }
  }

  /** True when two trees have the same values, whatever the order of keys. */
  private static boolean same(Node a, Node b) {
    return switch (a) {
      case ScalarNode scalar ->
          b instanceof ScalarNode other
              && scalar.getValue().equals(other.getValue())
              && scalar.getTag().equals(other.getTag());
      case SequenceNode sequence ->
          b instanceof SequenceNode other && same(sequence.getValue(), other.getValue());
      case MappingNode mapping ->
          b instanceof MappingNode other && same(sorted(mapping), sorted(other));
      default -> false;
    };
  }

  private static boolean same(List<Node> a, List<Node> b) {
    boolean same = a.size() == b.size();
    for (int i = 0; same && i < a.size(); i++) {
      same = same(a.get(i), b.get(i));
    }
    return same;
  }

  /** Keys and values in turn, by key; a key that comes twice makes the list longer. */
  private static List<Node> sorted(MappingNode mapping) {
    return mapping.getValue().stream()
        .sorted((x, y) -> key(x).compareTo(key(y)))
        .flatMap(tuple -> List.of(tuple.getKeyNode(), tuple.getValueNode()).stream())
        .toList();
  }

  static String key(NodeTuple tuple) {
    return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
  }
}
