/** What a labeler's mistakes do to an estimate, and how an audit repairs it. */
@NullMarked
package io.hedgerow.measurement.labelerror;

import org.jspecify.annotations.NullMarked;
