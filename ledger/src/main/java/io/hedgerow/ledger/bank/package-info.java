/** Known hashes as the ledger keeps them: who said what about which, and when. */
@NullMarked
package io.hedgerow.ledger.bank;

import org.jspecify.annotations.NullMarked;
