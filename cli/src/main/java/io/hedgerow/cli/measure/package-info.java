/** The commands that measure, on CSV alone. */
@NullMarked
package io.hedgerow.cli.measure;

import org.jspecify.annotations.NullMarked;
