/** Pictures: their pixels, hashes and signatures. */
@NullMarked
package io.hedgerow.matching.image;

import org.jspecify.annotations.NullMarked;
