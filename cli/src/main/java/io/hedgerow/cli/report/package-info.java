/** Reports from a server's database. */
@NullMarked
package io.hedgerow.cli.report;

import org.jspecify.annotations.NullMarked;
