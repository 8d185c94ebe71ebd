/** Small JSON answers and strict JSON bodies. */
@NullMarked
package io.hedgerow.server.json;

import org.jspecify.annotations.NullMarked;
