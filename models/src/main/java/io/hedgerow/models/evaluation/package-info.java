/** How well scores rank and how sure that figure is; scores and labels in, intervals out. */
@NullMarked
package io.hedgerow.models.evaluation;

import org.jspecify.annotations.NullMarked;
