package io.hedgerow.engine.backtest;

import io.hedgerow.engine.pack.Stage;

/**
 * What one rule did in a backtest.
 *
 * @param fired events on which its condition held, in whatever stage it is
 * @param effective those on which it had effect: all when live, a share in canary, none in shadow
 * @param skipped events on which it could not be evaluated, because something was absent or failed
 * @param actors distinct actors of the events it fired on
 * @param entities distinct entities it proposed a label for
 */
public record RuleTally(
    String rule, Stage stage, long fired, long effective, long skipped, int actors, int entities) {}
