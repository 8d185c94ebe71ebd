/**
 * The rule compiler: from CEL's checked tree to the bytecode of one hidden class for an event type.
 * {@code docs/guides/rule-compiler.md} tells how; read {@link io.hedgerow.engine.compiler.Expr}
 * first.
 */
@NullMarked
package io.hedgerow.engine.compiler;

import org.jspecify.annotations.NullMarked;
