/** Pictures by their hashes: taken in, looked up, and grouped with their near-duplicates. */
@NullMarked
package io.hedgerow.server.image;

import org.jspecify.annotations.NullMarked;
