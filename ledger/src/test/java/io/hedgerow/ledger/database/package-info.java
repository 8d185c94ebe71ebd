@NullMarked
package io.hedgerow.ledger.database;

import org.jspecify.annotations.NullMarked;
