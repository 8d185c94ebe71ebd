/** The hedgerow command. */
@NullMarked
package io.hedgerow.cli;

import org.jspecify.annotations.NullMarked;
