/** Sliding event-time aggregates by key. */
@NullMarked
package io.hedgerow.engine.counter;

import org.jspecify.annotations.NullMarked;
