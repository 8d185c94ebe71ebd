/** Events, packs, conditions, counters, rules and decisions. */
@NullMarked
package io.hedgerow.engine;

import org.jspecify.annotations.NullMarked;
