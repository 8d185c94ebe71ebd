/** Policy as code: a folder, read, checked and versioned. */
@NullMarked
package io.hedgerow.engine.pack;

import org.jspecify.annotations.NullMarked;
