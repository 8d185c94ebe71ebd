/** The registry of text models: where each stands, the gate before it has effect, what answers. */
@NullMarked
package io.hedgerow.server.model;

import org.jspecify.annotations.NullMarked;
