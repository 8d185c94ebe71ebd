/** The pages people work in: what is decided now, why, about whom, under which pack. */
@NullMarked
package io.hedgerow.server.console;

import org.jspecify.annotations.NullMarked;
