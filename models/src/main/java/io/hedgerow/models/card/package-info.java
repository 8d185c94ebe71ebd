/** Model cards: what a model was measured to do, generated and never filled in by hand. */
@NullMarked
package io.hedgerow.models.card;

import org.jspecify.annotations.NullMarked;
