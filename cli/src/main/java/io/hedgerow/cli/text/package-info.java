/** {@code hedgerow text}: texts to vectors, classifiers and scores, in JSON lines. */
@NullMarked
package io.hedgerow.cli.text;

import org.jspecify.annotations.NullMarked;
