/** Samples of what was seen, the figures published from them, and the status page. */
@NullMarked
package io.hedgerow.server.measure;

import org.jspecify.annotations.NullMarked;
