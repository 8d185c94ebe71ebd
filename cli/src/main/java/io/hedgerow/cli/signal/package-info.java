/** Scores and matches for commands that run a pack without a server. */
@NullMarked
package io.hedgerow.cli.signal;

import org.jspecify.annotations.NullMarked;
