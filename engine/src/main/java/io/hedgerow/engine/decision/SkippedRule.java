package io.hedgerow.engine.decision;

/**
 * A rule that did not fire because it could not be evaluated.
 *
 * @param missing the name that was absent, for example {@code event.link}; or empty
 * @param error what else went wrong; or empty
 */
public record SkippedRule(String rule, String missing, String error) {}
