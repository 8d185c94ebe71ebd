/** A seeded community whose truth is known. */
@NullMarked
package io.hedgerow.simulator;

import org.jspecify.annotations.NullMarked;
