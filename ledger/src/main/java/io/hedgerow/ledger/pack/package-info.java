/** Packs as they were uploaded, and which one was active when. */
@NullMarked
package io.hedgerow.ledger.pack;

import org.jspecify.annotations.NullMarked;
