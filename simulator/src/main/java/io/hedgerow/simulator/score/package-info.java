/** How well decisions find what the truth says. */
@NullMarked
package io.hedgerow.simulator.score;

import org.jspecify.annotations.NullMarked;
