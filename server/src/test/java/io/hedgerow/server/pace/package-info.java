@NullMarked
package io.hedgerow.server.pace;

import org.jspecify.annotations.NullMarked;
