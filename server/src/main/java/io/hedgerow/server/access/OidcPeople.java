package io.hedgerow.server.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Gives people from an OpenID provider the roles that its claim names; without any, no entry. */
final class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {
  private final OidcUserService provider = new OidcUserService();
  private final String roleClaim;

  OidcPeople(String roleClaim) {
    this.roleClaim = roleClaim;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = provider.loadUser(request);
    Set<Role> roles =
        words(user.getClaims().get(roleClaim)).stream()
            .flatMap(word -> Role.find(word).stream())
            .collect(Collectors.toUnmodifiableSet());
    if (roles.isEmpty()) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error("no_role"), "claim `" + roleClaim + "` names no role known here");
    }
    return new DefaultOidcUser(
        Logins.authorities(roles), request.getIdToken(), user.getUserInfo(), nameClaim(user));
  }

  private static String nameClaim(OidcUser user) {
    return user.getEmail() == null ? "sub" : "email";
  }

  private static List<String> words(@org.jspecify.annotations.Nullable Object claim) {
    return switch (claim) {
      case Collection<?> list -> list.stream().map(String::valueOf).toList();
      case String text -> List.of(text.split("[ ,]+"));
      case null, default -> List.of();
    };
  }
}
