/** Trying packs on recorded data. */
@NullMarked
package io.hedgerow.cli.replay;

import org.jspecify.annotations.NullMarked;
