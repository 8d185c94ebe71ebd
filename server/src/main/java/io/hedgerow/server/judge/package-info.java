/**
 * A language model that judges the draws of samples, and people who look at some of what it, and
 * they, said.
 */
@NullMarked
package io.hedgerow.server.judge;

import org.jspecify.annotations.NullMarked;
