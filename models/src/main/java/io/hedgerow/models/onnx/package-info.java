/** ONNX Runtime sessions, opened from bytes that were checked. */
@NullMarked
package io.hedgerow.models.onnx;

import org.jspecify.annotations.NullMarked;
