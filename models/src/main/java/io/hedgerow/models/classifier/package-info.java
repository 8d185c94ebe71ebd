/** Classifiers: an encoder with heads, their file, how they are learned and what they look at. */
@NullMarked
package io.hedgerow.models.classifier;

import org.jspecify.annotations.NullMarked;
