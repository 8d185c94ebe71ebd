/** Community guidelines and what a breach of them leads to. */
@NullMarked
package io.hedgerow.engine.policy;

import org.jspecify.annotations.NullMarked;
