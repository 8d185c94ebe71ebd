/** How many events a second: in process, and over HTTP with everything durable. */
@NullMarked
package io.hedgerow.benchmarks.load;

import org.jspecify.annotations.NullMarked;
