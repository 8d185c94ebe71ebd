@NullMarked
package io.hedgerow.server.source;

import org.jspecify.annotations.NullMarked;
