/** What a pack would have done with events of the past, alone or against another pack. */
@NullMarked
package io.hedgerow.engine.backtest;

import org.jspecify.annotations.NullMarked;
