/** JSON that is the same, byte for byte, for the same value. */
@NullMarked
package io.hedgerow.engine.json;

import org.jspecify.annotations.NullMarked;
