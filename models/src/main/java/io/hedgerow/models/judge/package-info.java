/** A language model as a judge: a policy's text and a post in, a label with its reason out. */
@NullMarked
package io.hedgerow.models.judge;

import org.jspecify.annotations.NullMarked;
