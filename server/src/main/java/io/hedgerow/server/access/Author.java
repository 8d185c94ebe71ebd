package io.hedgerow.server.access;

import java.security.Principal;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Who does something, as written beside every label, pack and key.
 *
 * @param id {@code key:hk_1a2b3c4d}, {@code person:alice} or {@code oidc:alice@example.org}
 * @param name for people to read
 */
public record Author(String id, String name) implements Principal {

  /** Whoever makes the request. */
  public static Author of(Authentication authentication) {
    return switch (authentication.getPrincipal()) {
      case Author author -> author;
      case OidcUser user -> new Author("oidc:" + user.getName(), user.getName());
      case null, default ->
          new Author("person:" + authentication.getName(), authentication.getName());
    };
  }

  /** True for machines. */
  public boolean machine() {
    return id.startsWith("key:");
  }

  @Override
  public String getName() {
    return id;
  }
}
