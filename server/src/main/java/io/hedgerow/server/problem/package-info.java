/** Errors as RFC 9457 problem details, whoever raised them. */
@NullMarked
package io.hedgerow.server.problem;

import org.jspecify.annotations.NullMarked;
