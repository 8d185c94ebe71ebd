/**
 * Prevalence, the share of views that went to violating content, with intervals that fit the
 * design.
 */
@NullMarked
package io.hedgerow.measurement.prevalence;

import org.jspecify.annotations.NullMarked;
