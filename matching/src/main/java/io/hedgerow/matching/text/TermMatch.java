package io.hedgerow.matching.text;

/**
 * A term found in a text.
 *
 * @param term place of the term in the list
 * @param span where in the text as it was written
 */
public record TermMatch(int term, Span span) {}
