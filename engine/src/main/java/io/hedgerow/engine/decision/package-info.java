/** The engine's answer to one event. */
@NullMarked
package io.hedgerow.engine.decision;

import org.jspecify.annotations.NullMarked;
