@NullMarked
package io.hedgerow.engine.statement;

import org.jspecify.annotations.NullMarked;
