/** Labels, resolver, enforcement, strikes and the audit chain. */
@NullMarked
package io.hedgerow.ledger;

import org.jspecify.annotations.NullMarked;
