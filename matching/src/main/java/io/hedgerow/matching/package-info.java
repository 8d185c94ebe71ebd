/** Hashes, hash indexes, term matching, text and URL normalisation. */
@NullMarked
package io.hedgerow.matching;

import org.jspecify.annotations.NullMarked;
