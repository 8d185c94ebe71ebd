package io.hedgerow.engine.backtest;

/**
 * How many entities carry effective labels of one policy, before and after.
 *
 * @param gained entities labelled by the pack tried, and not by the one it is held against
 * @param lost the other way round
 */
public record PolicyChange(String policy, int before, int after, int gained, int lost) {}
