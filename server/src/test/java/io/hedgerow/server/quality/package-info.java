@NullMarked
package io.hedgerow.server.quality;

import org.jspecify.annotations.NullMarked;
