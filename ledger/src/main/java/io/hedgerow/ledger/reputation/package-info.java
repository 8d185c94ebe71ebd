/** How far sources are believed, as appeals have taught. */
@NullMarked
package io.hedgerow.ledger.reputation;

import org.jspecify.annotations.NullMarked;
