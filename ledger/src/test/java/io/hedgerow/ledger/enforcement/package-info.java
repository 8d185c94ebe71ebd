@NullMarked
package io.hedgerow.ledger.enforcement;

import org.jspecify.annotations.NullMarked;
