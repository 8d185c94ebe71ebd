/** Judgements on entities: what everyone who judges writes, and nobody rewrites. */
@NullMarked
package io.hedgerow.ledger.label;

import org.jspecify.annotations.NullMarked;
