/** A seeded community with honest traffic and attacks whose truth is known. */
@NullMarked
package io.hedgerow.simulator;

import org.jspecify.annotations.NullMarked;
