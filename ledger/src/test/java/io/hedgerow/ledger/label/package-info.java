@NullMarked
package io.hedgerow.ledger.label;

import org.jspecify.annotations.NullMarked;
