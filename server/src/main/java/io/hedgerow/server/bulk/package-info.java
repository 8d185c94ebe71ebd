/** Bulk actions over HTTP, and the thread that carries them out. */
@NullMarked
package io.hedgerow.server.bulk;

import org.jspecify.annotations.NullMarked;
