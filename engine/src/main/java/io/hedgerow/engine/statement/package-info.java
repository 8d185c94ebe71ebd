/** What users are told of restrictions, in their language: the words a pack has for it. */
@NullMarked
package io.hedgerow.engine.statement;

import org.jspecify.annotations.NullMarked;
