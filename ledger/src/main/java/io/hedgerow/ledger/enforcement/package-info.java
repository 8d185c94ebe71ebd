/** What is in force on an entity, derived from its labels. */
@NullMarked
package io.hedgerow.ledger.enforcement;

import org.jspecify.annotations.NullMarked;
