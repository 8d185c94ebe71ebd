/** Routes that read labels and write them from outside. */
@NullMarked
package io.hedgerow.server.label;

import org.jspecify.annotations.NullMarked;
