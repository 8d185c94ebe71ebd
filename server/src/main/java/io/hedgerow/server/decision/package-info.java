/** Routes that read decisions. */
@NullMarked
package io.hedgerow.server.decision;

import org.jspecify.annotations.NullMarked;
