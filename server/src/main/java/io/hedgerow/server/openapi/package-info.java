/** The API's own description. */
@NullMarked
package io.hedgerow.server.openapi;

import org.jspecify.annotations.NullMarked;
