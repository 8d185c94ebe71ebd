/** Everything that happened to one entity, oldest first. */
@NullMarked
package io.hedgerow.ledger.history;

import org.jspecify.annotations.NullMarked;
