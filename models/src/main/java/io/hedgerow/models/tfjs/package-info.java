/** Networks as TensorFlow.js keeps them, turned into ONNX. */
@NullMarked
package io.hedgerow.models.tfjs;

import org.jspecify.annotations.NullMarked;
