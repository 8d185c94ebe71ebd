/** Running the benchmarks. */
@NullMarked
package io.hedgerow.cli.bench;

import org.jspecify.annotations.NullMarked;
