package io.hedgerow.engine.pack;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Puts the keys of YAML mappings in an order by moving whole lines, so that everything inside them
 * stays as its author wrote it. A comment goes where the key below it goes.
 */
final class KeyOrder {
  private final List<String> lines;

  KeyOrder(List<String> lines) {
    this.lines = new ArrayList<>(lines);
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Orders the keys of each mapping in a list. */
  void items(SequenceNode sequence, List<String> order) {
    List<Node> items = sequence.getValue();
    for (int i = 0; i < items.size(); i++) {
      int end = i + 1 < items.size() ? line(items.get(i + 1)) : lines.size();
      if (items.get(i) instanceof MappingNode mapping) {
        order(mapping, end, order);
      }
    }
  }

  /** Orders the keys of each mapping that is a value in a mapping. */
  void members(MappingNode parent, List<String> order) {
    List<NodeTuple> members = parent.getValue();
    for (int i = 0; i < members.size(); i++) {
      int end = i + 1 < members.size() ? line(members.get(i + 1).getKeyNode()) : lines.size();
      if (members.get(i).getValueNode() instanceof MappingNode mapping) {
        order(mapping, end, order);
      }
    }
  }

  /** Orders the keys of a mapping that is the whole file. */
  void whole(MappingNode mapping, List<String> order) {
    order(mapping, lines.size(), order);
  }

  /** A key, and the lines that go with it. */
  private record Block(String key, List<String> lines) {}

  private void order(MappingNode mapping, int limit, List<String> order) {
    List<NodeTuple> members = mapping.getValue();
    if (mapping.getFlowStyle() == FlowStyle.FLOW || members.size() < 2) {
      return;
    }
    int start = line(members.getFirst().getKeyNode());
    int column = members.getFirst().getKeyNode().getStartMark().map(Mark::getColumn).orElse(0);
    int end = lastOf(start, limit);
    String lead = lines.get(start).substring(0, column);
    List<Block> blocks = blocks(members, start, end, column);
    List<Block> sorted = new ArrayList<>(blocks);
    sorted.sort(Comparator.comparingInt(block -> rank(block.key(), order)));
    boolean commentFirst = sorted.getFirst().lines().getFirst().strip().startsWith("#");
    if (!sorted.equals(blocks) && !(commentFirst && !lead.isBlank())) {
      replace(start, sorted, lead);
    }
  }

  private static int rank(String key, List<String> order) {
    int rank = order.indexOf(key);
    return rank < 0 ? order.size() : rank;
  }

  /** Blocks without what leads the first one's line, such as the dash of a list. */
  private List<Block> blocks(List<NodeTuple> members, int start, int end, int column) {
    List<Block> blocks = new ArrayList<>();
    int from = start;
    for (int i = 0; i < members.size(); i++) {
      int next = i + 1 < members.size() ? above(line(members.get(i + 1).getKeyNode())) : end;
      List<String> block = new ArrayList<>(lines.subList(from, next));
      if (i == 0) {
        block.set(0, " ".repeat(column) + block.getFirst().substring(column));
      }
      blocks.add(new Block(PackFormat.key(members.get(i)), block));
      from = next;
    }
    return blocks;
  }

  private void replace(int start, List<Block> blocks, String lead) {
    int at = start;
    for (Block block : blocks) {
      for (String line : block.lines()) {
        lines.set(at, at == start ? lead + line.substring(lead.length()) : line);
        at++;
      }
    }
  }

  /** Blank lines and comments after the last key stay where they are. */
  private int lastOf(int start, int limit) {
    int end = limit;
    while (end > start + 1
        && (lines.get(end - 1).isBlank() || lines.get(end - 1).strip().startsWith("#"))) {
      end--;
    }
    return end;
  }

  /** The first of the comment lines that stand directly above a line. */
  private int above(int line) {
    int first = line;
    while (first > 0 && lines.get(first - 1).strip().startsWith("#")) {
      first--;
    }
    return first;
  }

  private static int line(Node node) {
    return node.getStartMark().map(Mark::getLine).orElse(0);
  }
}
