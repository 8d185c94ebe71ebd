package io.hedgerow.engine.statement;

/**
 * A statement as its reader got it: finished sentences, kept as they were said.
 *
 * @param what happened to what, and until when
 * @param policy which one, in the reader's words
 * @param facts what it is based on
 * @param automation what machines and what people did
 * @param objection how to object
 */
public record StatementText(
    String title, String what, String policy, String facts, String automation, String objection) {}
