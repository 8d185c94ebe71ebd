/** What labels cost the owners of entities, and what that leads to. */
@NullMarked
package io.hedgerow.ledger.strike;

import org.jspecify.annotations.NullMarked;
