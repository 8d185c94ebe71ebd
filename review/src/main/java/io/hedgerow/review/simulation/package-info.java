/** What the order of cases is worth, on simulated queues whose truth is known. */
@NullMarked
package io.hedgerow.review.simulation;

import org.jspecify.annotations.NullMarked;
