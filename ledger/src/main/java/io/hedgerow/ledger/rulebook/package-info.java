/** What the ledger takes from the active pack. */
@NullMarked
package io.hedgerow.ledger.rulebook;

import org.jspecify.annotations.NullMarked;
