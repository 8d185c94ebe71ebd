@NullMarked
package io.hedgerow.server.bank;

import org.jspecify.annotations.NullMarked;
