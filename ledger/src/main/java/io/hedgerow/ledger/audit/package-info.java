/** The chain of hashes over every write. */
@NullMarked
package io.hedgerow.ledger.audit;

import org.jspecify.annotations.NullMarked;
