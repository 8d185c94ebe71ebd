package io.hedgerow.engine.pack;

import java.util.List;

/**
 * A piece of CEL and where it stands.
 *
 * @param source as CEL sees it, with YAML's folding done
 * @param span its first character in the file
 * @param anchors where in the file parts of {@code source} came from, by rising offset
 */
public record Expression(String source, SourceSpan span, List<Anchor> anchors) {
  public Expression {
    anchors = List.copyOf(anchors);
  }

  /** An expression on one line. */
  public Expression(String source, SourceSpan span) {
    this(source, span, List.of());
  }

  /**
   * From here on, up to the next anchor, characters of the source stand side by side in the file.
   *
   * @param offset in UTF-16 units from the start of the source
   */
  public record Anchor(int offset, int line, int column) {}

  /** The place in the file of the character at an offset of {@code source}. */
  public SourceSpan at(int offset) {
    Anchor nearest = new Anchor(0, span.line(), span.column());
    for (Anchor anchor : anchors) {
      if (anchor.offset() <= offset) {
        nearest = anchor;
      }
    }
    return new SourceSpan(
        span.file(), nearest.line(), nearest.column() + Math.max(0, offset - nearest.offset()));
  }
}
