/**
 * Holds our CEL, interpreted and compiled, to the conformance tests that the language publishes.
 */
@NullMarked
package io.hedgerow.engine.conformance;

import org.jspecify.annotations.NullMarked;
