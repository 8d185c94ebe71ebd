/** The pack commands: check, test, backtest, diff, format, explain. */
@NullMarked
package io.hedgerow.cli.pack;

import org.jspecify.annotations.NullMarked;
