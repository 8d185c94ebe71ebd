/** Tests of the package of the same name. */
@NullMarked
package io.hedgerow.server.intake;

import org.jspecify.annotations.NullMarked;
