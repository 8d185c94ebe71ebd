/** Running the simulated community. */
@NullMarked
package io.hedgerow.cli.simulate;

import org.jspecify.annotations.NullMarked;
