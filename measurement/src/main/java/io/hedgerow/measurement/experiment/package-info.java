/** Tests that may be looked at any time, and prevalence per arm from scores. */
@NullMarked
package io.hedgerow.measurement.experiment;

import org.jspecify.annotations.NullMarked;
