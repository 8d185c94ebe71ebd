/** Protocol-buffer messages, read and written field by field. */
@NullMarked
package io.hedgerow.models.protobuf;

import org.jspecify.annotations.NullMarked;
