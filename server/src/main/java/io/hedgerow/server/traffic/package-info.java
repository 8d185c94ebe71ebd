/** What comes in: counted by hour and slice, and watched for spikes and drift. */
@NullMarked
package io.hedgerow.server.traffic;

import org.jspecify.annotations.NullMarked;
