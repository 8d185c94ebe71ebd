package io.hedgerow.engine.decision;

import io.hedgerow.engine.pack.Stage;

/**
 * What one rule saw in an event, whether it fired or not.
 *
 * @param outcome {@code held}, {@code not held}, {@code missing NAME} or {@code failed: …}
 */
public record RuleTrace(String rule, Stage stage, String outcome, Trace trace) {}
