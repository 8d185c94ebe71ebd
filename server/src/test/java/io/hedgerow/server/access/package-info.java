/** Tests of the package of the same name. */
@NullMarked
package io.hedgerow.server.access;

import org.jspecify.annotations.NullMarked;
