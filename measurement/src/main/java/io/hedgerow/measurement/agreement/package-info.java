/** How far people who judge the same entities agree, and who is right when they do not. */
@NullMarked
package io.hedgerow.measurement.agreement;

import org.jspecify.annotations.NullMarked;
