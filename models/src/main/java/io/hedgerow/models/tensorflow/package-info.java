/** Reads weights as TensorFlow saves them, without TensorFlow. */
@NullMarked
package io.hedgerow.models.tensorflow;

import org.jspecify.annotations.NullMarked;
