/** How right each rule, model and bank is, and the alarm when that moves. */
@NullMarked
package io.hedgerow.server.source;

import org.jspecify.annotations.NullMarked;
