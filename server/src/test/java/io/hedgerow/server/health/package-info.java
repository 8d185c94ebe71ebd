@NullMarked
package io.hedgerow.server.health;

import org.jspecify.annotations.NullMarked;
