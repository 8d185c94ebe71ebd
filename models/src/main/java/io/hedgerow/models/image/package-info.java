/** Networks that look at pictures: what they show, and what is written in them. */
@NullMarked
package io.hedgerow.models.image;

import org.jspecify.annotations.NullMarked;
