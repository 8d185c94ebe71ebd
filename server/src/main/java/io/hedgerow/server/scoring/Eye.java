package io.hedgerow.server.scoring;

import io.hedgerow.matching.image.Pixels;
import java.util.function.Function;

/**
 * A network that looks at pictures.
 *
 * @param look what it makes of one
 * @param closing what to do when nobody looks any more
 */
record Eye<R>(Function<Pixels, R> look, Runnable closing) {}
