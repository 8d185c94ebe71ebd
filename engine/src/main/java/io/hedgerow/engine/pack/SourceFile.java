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
    int last = node.getEndMark().map(Mark::getLine).orElse(first);
    boolean block =
        node.getScalarStyle() == ScalarStyle.FOLDED || node.getScalarStyle() == ScalarStyle.LITERAL;
    int column = node.getStartMark().map(Mark::getColumn).orElse(0) + (quoted(node) ? 1 : 0);
    List<Anchor> anchors = new ArrayList<>();
    int cursor = 0;
    for (int number = block ? first + 1 : first;
        number <= last && cursor < value.length();
        number++) {
      String line = line(number + 1);
      int from = !block && number == first ? Math.min(column, line.length()) : 0;
      String piece = line.substring(from).strip();
      int found = piece.isEmpty() ? -1 : locate(value, piece, cursor);
      if (found >= 0) {
        anchors.add(new Anchor(found, number + 1, line.indexOf(piece, from) + 1));
        cursor = found + 1;
      }
    }
    SourceSpan span =
        anchors.isEmpty()
            ? span(node)
            : new SourceSpan(path, anchors.getFirst().line(), anchors.getFirst().column());
    return new Expression(value, span, anchors);
  }

  /**
   * A line may end in a closing quote or a comment, so its longest prefix that is in the value
   * counts.
   */
  private static int locate(String value, String piece, int from) {
    for (int length = piece.length(); length > 0; length--) {
      int found = value.indexOf(piece.substring(0, length), from);
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  private static boolean quoted(ScalarNode node) {
    return node.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
        || node.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
  }
}
