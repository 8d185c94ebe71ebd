/** Tests of the judge. */
@NullMarked
package io.hedgerow.models.judge;

import org.jspecify.annotations.NullMarked;
