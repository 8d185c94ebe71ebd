/** Packs: upload, activate, roll back, explain. */
@NullMarked
package io.hedgerow.server.pack;

import org.jspecify.annotations.NullMarked;
