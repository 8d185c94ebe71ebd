@NullMarked
package io.hedgerow.server.image;

import org.jspecify.annotations.NullMarked;
