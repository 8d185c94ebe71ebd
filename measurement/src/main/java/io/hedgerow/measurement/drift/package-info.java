/** Whether scores and traffic still look like what a model was fitted on. */
@NullMarked
package io.hedgerow.measurement.drift;

import org.jspecify.annotations.NullMarked;
