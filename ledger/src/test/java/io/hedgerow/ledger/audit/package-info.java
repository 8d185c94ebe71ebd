@NullMarked
package io.hedgerow.ledger.audit;

import org.jspecify.annotations.NullMarked;
