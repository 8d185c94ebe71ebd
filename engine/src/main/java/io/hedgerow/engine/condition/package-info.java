/** CEL conditions: parsed, type-checked, evaluated and traced. */
@NullMarked
package io.hedgerow.engine.condition;

import org.jspecify.annotations.NullMarked;
