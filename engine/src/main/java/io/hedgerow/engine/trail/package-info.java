/**
 * Trails: which entities recent events were about, by a key, so that a rule which becomes sure late
 * can label what came before.
 *
 * <p><b>What is on a trail.</b> The subject (or actor) of each event that has the key, meets the
 * condition and is no more than the window older than the event that asks, whatever came in between
 * and in whatever order events came. An entity is on it once, with the newest time it was left at.
 * A key has at most {@code limit} entities: when one more comes, the one that was left first goes.
 *
 * <p><b>What is taken is taken.</b> A label of a rule takes from a trail what that label has not
 * taken before, so that a flood of sixty pins is labelled sixty times and not sixty times sixty. It
 * is remembered by rule and policy, and apart for labels that were effective and those that were
 * not: a shadow takes nothing away from the rule when it goes live.
 *
 * <p><b>Deterministic.</b> What a trail gives depends on the events and their order alone: the same
 * events in the same order give the same labels, in a backtest, after a restart (trails are in the
 * snapshot of the counters) and under a changed pack, as long as the trail's definition is the
 * same.
 *
 * <p><b>What it costs.</b> By estimate 150 bytes an entity with ids of 12 to 40 characters, and 100
 * bytes a key; at most {@code limit} entities a key. A key goes when nothing on it is in reach: the
 * window and the lateness after it, counted from the newest event. Keys are known by a 64-bit hash,
 * as those of counters are.
 */
@NullMarked
package io.hedgerow.engine.trail;

import org.jspecify.annotations.NullMarked;
