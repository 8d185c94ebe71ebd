/** Checking the audit log. */
@NullMarked
package io.hedgerow.cli.audit;

import org.jspecify.annotations.NullMarked;
