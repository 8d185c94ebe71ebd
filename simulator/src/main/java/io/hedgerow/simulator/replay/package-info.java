/** Recorded data of other systems as events. */
@NullMarked
package io.hedgerow.simulator.replay;

import org.jspecify.annotations.NullMarked;
