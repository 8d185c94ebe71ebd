/** Running the server, alone or with a simulated community. */
@NullMarked
package io.hedgerow.cli.serve;

import org.jspecify.annotations.NullMarked;
