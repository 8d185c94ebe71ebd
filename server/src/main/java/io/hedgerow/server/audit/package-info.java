/** Checking the audit chain over HTTP. */
@NullMarked
package io.hedgerow.server.audit;

import org.jspecify.annotations.NullMarked;
