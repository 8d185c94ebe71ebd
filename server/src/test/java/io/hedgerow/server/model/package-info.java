/** Tests of the registry of models. */
@NullMarked
package io.hedgerow.server.model;

import org.jspecify.annotations.NullMarked;
