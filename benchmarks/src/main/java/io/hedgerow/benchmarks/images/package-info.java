/** What picture hashing, its index, the signature and the decoder reach. */
@NullMarked
package io.hedgerow.benchmarks.images;

import org.jspecify.annotations.NullMarked;
