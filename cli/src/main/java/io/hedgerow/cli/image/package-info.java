/** Commands on what pictures show. */
@NullMarked
package io.hedgerow.cli.image;

import org.jspecify.annotations.NullMarked;
