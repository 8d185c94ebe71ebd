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
 * 2<sup>14</sup> registers: standard error 0.81%, so that an estimate is off by more than 3% about
 * twice in ten thousand reads. Entropy and top share are exact while no step has more than 256
 * different values; beyond, values fold into 1,024 cells by hash, which can only lower the entropy
 * (to at most 10 bits) and raise the top share (by about a thousandth of the rest).
 *
 * <p><b>What it costs.</b> Everything that most keys need lies in arrays of {@code long}; there is
 * no object for a key. A key takes 21 to 43 bytes of index, and a block: 16 bytes a step for
 * numbers, 16 bytes for each step and value of a distinct count, 24 where values are counted, with
 * room for 1, 2, 4, … of them. A key with more than 64 steps and values gets arrays of its own: up
 * to 4 KiB a step while exact, then 16.5 KiB for a distinct count and 8 KiB otherwise, and as much
 * again for the window it was last read in. There are at most {@code 60 + lateness / step} steps.
 * Keys without a step in reach go bit by bit as events come, and their room is used again.
 *
 * <p><b>Whose key it is.</b> Keys and values are known by a 64-bit hash. Two of a million keys
 * share theirs with probability 3e-8, a hundred million with 3e-4, and would then be counted as
 * one. The hash has no secret: somebody who may choose a key freely, such as a link, could make one
 * that is counted with another's.
 */
@NullMarked
package io.hedgerow.engine.counter;

import org.jspecify.annotations.NullMarked;
