/** Stops rules and models that do harm while they are being rolled out. */
@NullMarked
package io.hedgerow.server.rollout;

import org.jspecify.annotations.NullMarked;
