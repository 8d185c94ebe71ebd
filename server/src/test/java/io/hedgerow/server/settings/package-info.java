/** Tests of the package of the same name. */
@NullMarked
package io.hedgerow.server.settings;

import org.jspecify.annotations.NullMarked;
