@NullMarked
package io.hedgerow.server.measure;

import org.jspecify.annotations.NullMarked;
