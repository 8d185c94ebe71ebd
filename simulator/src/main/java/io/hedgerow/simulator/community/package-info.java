/** Who lives in the simulated community, what they say, and how honest people behave. */
@NullMarked
package io.hedgerow.simulator.community;

import org.jspecify.annotations.NullMarked;
