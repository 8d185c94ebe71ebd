package io.hedgerow.engine.pack;

/** A piece of CEL and where it stands; {@code span} points at its first character. */
public record Expression(String source, SourceSpan span) {}
