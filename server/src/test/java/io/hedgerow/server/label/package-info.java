@NullMarked
package io.hedgerow.server.label;

import org.jspecify.annotations.NullMarked;
