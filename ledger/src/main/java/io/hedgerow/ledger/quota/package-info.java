/** How much one rule may do in a day, and what waits for people when it did more. */
@NullMarked
package io.hedgerow.ledger.quota;

import org.jspecify.annotations.NullMarked;
