/** Events with their decisions, in engine order. */
@NullMarked
package io.hedgerow.ledger.decision;

import org.jspecify.annotations.NullMarked;
