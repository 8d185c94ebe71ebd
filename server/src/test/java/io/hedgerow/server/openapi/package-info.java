/** Tests of the package of the same name. */
@NullMarked
package io.hedgerow.server.openapi;

import org.jspecify.annotations.NullMarked;
