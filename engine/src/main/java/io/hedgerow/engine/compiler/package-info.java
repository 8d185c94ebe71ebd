/**
 * The rule compiler: all conditions on one event type become one hidden class, in which work is
 * shared between rules. This is the essay on how; {@code docs/guides/rule-compiler.md} is the same
 * for who writes rules.
 *
 * <h2>The idea</h2>
 *
 * An engine that tests every rule on every event does most of its work on rules that could not have
 * held. A pack is known before its first event, so three things can be found out once: which work
 * is equal, which look at one value decides about many rules, and what depends on nothing that an
 * event lacks. What an event then costs grows with the values its type has and the rules that
 * nearly hold, and hardly with the number of rules.
 *
 * <h2>The passes, in the order in which to read them</h2>
 *
 * <ol>
 *   <li>{@link io.hedgerow.engine.compiler.Expr} is what the passes work on: names are slots,
 *       operators have their types. Equal records mean equal work. {@code Shape} says what can be
 *       said of one without running it.
 *   <li>{@code Lowering} makes it from CEL's checked tree; {@code Operators} chooses the node for
 *       an operator by its overload. What has no node becomes {@code Expr.Interpreted}, as small a
 *       part as possible.
 *   <li>{@code RuleIr} is a rule: its conjuncts in the order in which they are tried.
 *   <li>{@code Scans} brings together what rules look for in one text, for one pass of a {@code
 *       TermAutomaton}.
 *   <li>{@code Sharing} gives a slot to each part that more than one place needs.
 *   <li>{@code Guard} is what a rule asks of one value; {@code Filters} makes of all guards on a
 *       value one {@code Filter}: a table with the rules that may still hold, for every answer.
 *   <li>{@code RuleClass} writes the class: {@code Emitter} values, {@code Truths} jumps, {@code
 *       Macros} loops, {@code Calculation} arithmetic, all with the instructions of {@code Writer}
 *       and, where one is not enough, the methods of {@code Support}. {@code Dispatch} writes the
 *       switches, {@code HiddenClass} loads what was written.
 *   <li>{@link io.hedgerow.engine.compiler.RuleUnit} runs it: {@code Sieve} tries filters in an
 *       order it learns from traffic until few rules are left, and only those are evaluated. {@code
 *       Tracing} says afterwards what a rule saw.
 * </ol>
 *
 * <h2>What must not change</h2>
 *
 * Outcomes, the failure that is named, and the signals that are read are those of the interpreter,
 * whatever is shared and in whatever order filters run. That holds because filters look only at the
 * event, never at signals, and never say that a rule holds; and because conjuncts that read signals
 * are tried in an order that their condition alone fixes ({@link
 * io.hedgerow.engine.condition.Conjunction}). {@code CompiledAgainstInterpretedTest} holds a
 * million random pairs to it.
 *
 * <h2>What it costs</h2>
 *
 * Nothing here throws on data: a failure is an {@link io.hedgerow.engine.condition.Outcome} in a
 * local and a jump. Numbers stay unboxed from the event's slot to the comparison. Methods are kept
 * below what the JIT compiles (8,000 bytes), so long conditions are split. One {@code long[]} of
 * rules as bits is the only state that an event leaves behind, and the next one overwrites it.
 * Figures, with where we lose, are in {@code docs/benchmarks/rules.md}.
 */
@NullMarked
package io.hedgerow.engine.compiler;

import org.jspecify.annotations.NullMarked;
