/** What a fresh install knows: policy texts, and heads trained on open data. */
@NullMarked
package io.hedgerow.models.starter;

import org.jspecify.annotations.NullMarked;
