/** Judgements of people with the texts they judged, for training. */
@NullMarked
package io.hedgerow.server.truth;

import org.jspecify.annotations.NullMarked;
