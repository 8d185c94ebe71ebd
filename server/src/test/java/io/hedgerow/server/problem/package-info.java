/** Tests of the package of the same name. */
@NullMarked
package io.hedgerow.server.problem;

import org.jspecify.annotations.NullMarked;
