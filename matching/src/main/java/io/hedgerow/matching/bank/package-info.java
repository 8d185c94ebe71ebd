/** Sets of known hashes with a policy, and how they are exchanged. */
@NullMarked
package io.hedgerow.matching.bank;

import org.jspecify.annotations.NullMarked;
