/** A classifier from a policy's written text, before there is any label. */
@NullMarked
package io.hedgerow.models.policy;

import org.jspecify.annotations.NullMarked;
