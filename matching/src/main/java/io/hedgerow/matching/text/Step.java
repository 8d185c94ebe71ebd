package io.hedgerow.matching.text;

/** One thing that normalisation undoes, in the order in which it is undone. */
public enum Step {
  /** {@code &#104;ate} reads {@code hate}; entities inside entities too. */
  ENTITIES(Entities::decode),
  /**
   * NFKC; characters without a shape (zero width, direction, variation) go, and so do marks struck
   * through or piled on letters; a lone surrogate becomes U+FFFD.
   */
  UNICODE(Characters::settle),
  /** Letters of other scripts that pass for Latin ones among Latin ones. */
  HOMOGLYPHS(Homoglyphs::replace),
  /** Emoji become their Unicode names. */
  EMOJI(EmojiWords::spell),
  /** {@code h a t e} and {@code h.a.t.e} read {@code hate}. */
  SPACING(Spacing::close),
  /** {@code h4te} and {@code sh!t}: digits and symbols among letters. */
  LEET(Leet::read),
  /** {@code haaaate}: a letter three times or more. */
  REPEATS(Repeats::shorten),
  /** Lower case, letter by letter. */
  CASE(Lowering::lower);

  private final Undoing undoing;

  Step(Undoing undoing) {
    this.undoing = undoing;
  }

  TracedText undo(TracedText text) {
    return undoing.undo(text);
  }

  /** What a step does; the text itself when there is nothing to undo. */
  @FunctionalInterface
  interface Undoing {
    TracedText undo(TracedText text);
  }
}
