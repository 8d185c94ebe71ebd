/** The pack commands: check, test, explain. */
@NullMarked
package io.hedgerow.cli.pack;

import org.jspecify.annotations.NullMarked;
