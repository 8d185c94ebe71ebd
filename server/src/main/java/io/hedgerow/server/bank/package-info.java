/** Banks of known images: what matches, who said so, floods, exchanges, and what was found late. */
@NullMarked
package io.hedgerow.server.bank;

import org.jspecify.annotations.NullMarked;
