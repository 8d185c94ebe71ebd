/** Tests of what is kept about who looked and wrote. */
@NullMarked
package io.hedgerow.server.audit;

import org.jspecify.annotations.NullMarked;
