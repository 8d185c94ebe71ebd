/** JMH, end-to-end load and side-by-side runs. */
@NullMarked
package io.hedgerow.benchmarks;

import org.jspecify.annotations.NullMarked;
