@NullMarked
package io.hedgerow.server.console;

import org.jspecify.annotations.NullMarked;
