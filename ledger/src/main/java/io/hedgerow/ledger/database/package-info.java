/** PostgreSQL: a private server or one of yours, its pool and its migrations. */
@NullMarked
package io.hedgerow.ledger.database;

import org.jspecify.annotations.NullMarked;
