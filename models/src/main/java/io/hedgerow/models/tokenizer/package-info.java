/** WordPiece: text to the ids that BERT-like encoders read. */
@NullMarked
package io.hedgerow.models.tokenizer;

import org.jspecify.annotations.NullMarked;
