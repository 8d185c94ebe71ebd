/** Whether a score treats groups of people alike, and identities in like sentences. */
@NullMarked
package io.hedgerow.models.fairness;

import org.jspecify.annotations.NullMarked;
