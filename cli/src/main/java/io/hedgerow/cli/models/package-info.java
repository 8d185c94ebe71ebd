/** {@code hedgerow models}: the files of pinned models. */
@NullMarked
package io.hedgerow.cli.models;

import org.jspecify.annotations.NullMarked;
