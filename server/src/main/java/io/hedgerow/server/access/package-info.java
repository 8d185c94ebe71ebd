/** Who may do what: API keys for machines, accounts, sessions and OIDC for people. */
@NullMarked
package io.hedgerow.server.access;

import org.jspecify.annotations.NullMarked;
