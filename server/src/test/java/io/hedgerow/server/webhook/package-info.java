/** Tests of the package of the same name. */
@NullMarked
package io.hedgerow.server.webhook;

import org.jspecify.annotations.NullMarked;
