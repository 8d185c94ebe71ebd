/** The attacks, each a campaign with a start, members and a truth. */
@NullMarked
package io.hedgerow.simulator.attack;

import org.jspecify.annotations.NullMarked;
