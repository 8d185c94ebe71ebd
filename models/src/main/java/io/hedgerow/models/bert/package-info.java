/**
 * The multilingual encoder: BERT's published weights as a small ONNX network of our own writing.
 */
@NullMarked
package io.hedgerow.models.bert;

import org.jspecify.annotations.NullMarked;
