/** Routes that read an entity's history and enforcement, and undo. */
@NullMarked
package io.hedgerow.server.entity;

import org.jspecify.annotations.NullMarked;
