package io.hedgerow.matching.text;

/** One thing that normalisation undoes, in the order in which it is undone. */
public enum Step {
  /** {@code &#104;ate} reads {@code hate}; entities inside entities too. */
  ENTITIES(Traits.AMPERSAND, Entities::decode),
  /**
   * NFKC; characters without a shape (zero width, direction, variation) go, and so do marks struck
   * through or piled on letters; a lone surrogate becomes U+FFFD.
   */
  UNICODE(Traits.BEYOND_ASCII | Traits.CONTROL, Characters::settle),
  /** Letters of other scripts that pass for Latin ones among Latin ones. */
  HOMOGLYPHS(Traits.BEYOND_ASCII, Homoglyphs::replace),
  /** Emoji become their Unicode names. */
  EMOJI(Traits.BEYOND_ASCII, EmojiWords::spell),
  /** {@code h a t e} and {@code h.a.t.e} read {@code hate}. */
  SPACING(Traits.ANY, Spacing::close),
  /** {@code h4te} and {@code sh!t}: digits and symbols among letters. */
  LEET(Traits.FIGURE | Traits.BEYOND_ASCII, Leet::read),
  /** {@code haaaate}: a letter three times or more. */
  REPEATS(Traits.ANY, Repeats::shorten),
  /** Lower case, letter by letter. */
  CASE(Traits.UPPER | Traits.BEYOND_ASCII, Lowering::lower);

  private final int traits;
  private final Undoing undoing;

  Step(int traits, Undoing undoing) {
    this.traits = traits;
    this.undoing = undoing;
  }

  /** Undoes it, unless the text's traits show that there is nothing of the kind. */
  TracedText undo(TracedText text, int traitsOfText) {
    return (traits & traitsOfText) == 0 ? text : undoing.undo(text);
  }

  /** What a step does; the text itself when there is nothing to undo. */
  @FunctionalInterface
  interface Undoing {
    TracedText undo(TracedText text);
  }
}
