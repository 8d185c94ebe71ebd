@NullMarked
package io.hedgerow.ledger;

import org.jspecify.annotations.NullMarked;
