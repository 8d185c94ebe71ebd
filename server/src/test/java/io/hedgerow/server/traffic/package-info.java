@NullMarked
package io.hedgerow.server.traffic;

import org.jspecify.annotations.NullMarked;
