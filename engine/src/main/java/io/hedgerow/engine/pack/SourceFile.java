package io.hedgerow.engine.pack;

import io.hedgerow.engine.pack.Expression.Anchor;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A text file of a pack, able to say where in it a YAML node stands. */
record SourceFile(String path, String text, List<String> lines) {

  SourceFile(String path, String text) {
    this(path, text, text.lines().toList());
  }

  SourceSpan start() {
    return new SourceSpan(path, 1, 1);
  }

  SourceSpan span(Node node) {
    return node.getStartMark().map(this::span).orElse(start());
  }

  SourceSpan span(Mark mark) {
    return new SourceSpan(path, mark.getLine() + 1, mark.getColumn() + 1);
  }

  String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  /**
   * The scalar as an expression whose characters can be found in the file again, through quotes,
   * block scalars ({@code |}, {@code >}) and folding: each line's own text is looked for in the
   * value, in order.
   */
  Expression expression(ScalarNode node) {
    String value = node.getValue();
    int first = node.getStartMark().map(Mark::getLine).orElse(0);
    boolean block =
        node.getScalarStyle() == ScalarStyle.FOLDED || node.getScalarStyle() == ScalarStyle.LITERAL;
    int last = lastLine(node, first, block);
    int column = node.getStartMark().map(Mark::getColumn).orElse(0) + (quoted(node) ? 1 : 0);
    List<Anchor> anchors = new ArrayList<>();
    int cursor = 0;
    for (int number = block ? first + 1 : first;
        number <= last && cursor < value.length();
        number++) {
      String line = line(number + 1);
      int from = !block && number == first ? Math.min(column, line.length()) : 0;
      String piece = line.substring(from).strip();
      int length = piece.isEmpty() ? 0 : matching(value, piece, cursor, block);
      if (length > 0) {
        int found = value.indexOf(piece.substring(0, length), cursor);
        anchors.add(new Anchor(found, number + 1, line.indexOf(piece, from) + 1));
        cursor = found + length;
      }
    }
    SourceSpan span =
        anchors.isEmpty()
            ? span(node)
            : new SourceSpan(path, anchors.getFirst().line(), anchors.getFirst().column());
    return new Expression(value, span, anchors);
  }

  /** The end of a block scalar is marked at the start of the line after it. */
  private static int lastLine(ScalarNode node, int first, boolean block) {
    int last = node.getEndMark().map(Mark::getLine).orElse(first);
    return block && node.getEndMark().map(Mark::getColumn).orElse(1) == 0 ? last - 1 : last;
  }

  /**
   * How much of a line is in the value from there on. Lines of a block are whole; others may end in
   * a closing quote or a comment, so their longest prefix counts.
   */
  private static int matching(String value, String piece, int from, boolean block) {
    int length = piece.length();
    while (length > 0 && value.indexOf(piece.substring(0, length), from) < 0) {
      length = block ? 0 : length - 1;
    }
    return length;
  }

  private static boolean quoted(ScalarNode node) {
    return node.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
        || node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
  }
}
