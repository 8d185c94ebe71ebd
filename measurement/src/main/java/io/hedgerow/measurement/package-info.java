/** Estimators: numbers in, numbers with intervals out. */
@NullMarked
package io.hedgerow.measurement;

import org.jspecify.annotations.NullMarked;
