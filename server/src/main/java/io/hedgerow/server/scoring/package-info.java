/** Scores of text classifiers as signals of packs. */
@NullMarked
package io.hedgerow.server.scoring;

import org.jspecify.annotations.NullMarked;
