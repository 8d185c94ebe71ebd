/** Which language a text is written in, or that nobody can tell. */
@NullMarked
package io.hedgerow.matching.language;

import org.jspecify.annotations.NullMarked;
