/**
 * Sliding event-time aggregates by key.
 *
 * <p><b>What a window is.</b> Time is cut into steps of a sixtieth of the window, aligned to 1970.
 * At time {@code t} a counter sees the step of {@code t} and the 59 before it: never anything older
 * than the window, and at least 59/60 of it. What is kept for a step depends only on which values
 * fell into it, not on their order, and a read folds steps with operations that have no order
 * either. So the value at {@code t} is a function of the set of events added, and events that come
 * late give the same values as events in order.
 *
 * <p><b>How late.</b> Steps are kept for the window and the stated lateness after it, counted from
 * the newest event. Reads at a late event's own time are therefore right; what is older than the
 * lateness is not added.
 *
 * <p><b>What is exact.</b> Count, min, max, first and last seen are. Sums are kept in steps of
 * 2<sup>-20</sup>, because floating-point addition depends on order. Distinct counts are exact
 * while no step has more than 256 different values; beyond, that step becomes a HyperLogLog of
 * 2<sup>13</sup> registers (standard error 1.15%). Entropy and top share are exact while no step
 * has more than 256 different values; beyond, values fold into 1,024 cells by hash, which can only
 * lower the entropy (to at most 10 bits) and raise the top share (by about a thousandth of the
 * rest).
 *
 * <p><b>What it costs.</b> A key with one step takes about 100 bytes; each further step 16
 * (numbers), 16 and up to 4,096 for its values, or 8,192 once it is a HyperLogLog. There are at
 * most {@code 60 + lateness / step} steps. Keys without a step in reach are dropped.
 */
@NullMarked
package io.hedgerow.engine.counter;

import org.jspecify.annotations.NullMarked;
