/** Exact search for near hashes. */
@NullMarked
package io.hedgerow.matching.index;

import org.jspecify.annotations.NullMarked;
