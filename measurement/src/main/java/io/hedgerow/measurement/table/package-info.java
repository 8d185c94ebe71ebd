/** Reading tables of numbers, one row at a time. */
@NullMarked
package io.hedgerow.measurement.table;

import org.jspecify.annotations.NullMarked;
