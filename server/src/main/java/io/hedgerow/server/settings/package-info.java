/** What an operator can set, read strictly: an unknown key stops start-up with a suggestion. */
@NullMarked
package io.hedgerow.server.settings;

import org.jspecify.annotations.NullMarked;
