package io.hedgerow.engine.pack;

import java.util.BitSet;
import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Removes what nobody sees: spaces at line ends, and blank lines beyond one together. */
final class FormattedLines {
  private FormattedLines() {}

  /**
   * @param untouched scalars over several lines, inside which every space may count
   */
  static String tidy(List<String> lines, List<ScalarNode> untouched) {
    BitSet kept = new BitSet();
    for (ScalarNode scalar : untouched) {
      int first = scalar.getStartMark().map(Mark::getLine).orElse(0);
      int last = scalar.getEndMark().map(Mark::getLine).orElse(first);
      kept.set(first, Math.max(first, last));
    }
    StringBuilder tidy = new StringBuilder();
    boolean blankBefore = true;
    for (int i = 0; i < lines.size(); i++) {
      String line = kept.get(i) ? lines.get(i) : lines.get(i).stripTrailing();
      boolean blank = line.isEmpty() && !kept.get(i);
      if (!(blank && blankBefore)) {
        tidy.append(line).append('\n');
      }
      blankBefore = blank;
    }
    return blankBefore && tidy.length() > 1
        ? tidy.substring(0, tidy.length() - 1)
        : tidy.toString();
  }
}
