/** Encoders and classifiers for text, and what makes their scores honest. */
@NullMarked
package io.hedgerow.models;

import org.jspecify.annotations.NullMarked;
