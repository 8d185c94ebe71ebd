package io.hedgerow.engine.pack;

/**
 * A place in a pack's files.
 *
 * @param file path relative to the pack's folder, with {@code /}
 * @param line from 1
 * @param column from 1
 */
public record SourceSpan(String file, int line, int column) {
  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
