/**
 * What a text says under what was done to hide it: normalisation that remembers where each
 * character came from, term lists, links, near-duplicates and languages.
 */
@NullMarked
package io.hedgerow.matching.text;

import org.jspecify.annotations.NullMarked;
