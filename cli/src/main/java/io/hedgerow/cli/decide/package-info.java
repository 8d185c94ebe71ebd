/** Deciding events from files. */
@NullMarked
package io.hedgerow.cli.decide;

import org.jspecify.annotations.NullMarked;
