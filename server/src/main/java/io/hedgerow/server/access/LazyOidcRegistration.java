package io.hedgerow.server.access;

import io.hedgerow.server.settings.ServerSettings;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * The OpenID provider, asked for its addresses at the first login rather than at start: a provider
 * that is down must not keep the server from deciding events.
 */
final class LazyOidcRegistration implements ClientRegistrationRepository {
  static final String ID = "oidc";

  private final ServerSettings.Oidc settings;
  private final AtomicReference<@Nullable ClientRegistration> known = new AtomicReference<>();

  LazyOidcRegistration(ServerSettings.Oidc settings) {
    this.settings = settings;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String registrationId) {
    if (!registrationId.equals(ID)) {
      return null;
    }
    ClientRegistration registration = known.get();
    if (registration == null) {
      registration =
          ClientRegistrations.fromIssuerLocation(settings.issuer().toString())
              .registrationId(ID)
              .clientId(settings.clientId())
              .clientSecret(settings.clientSecret())
              .scope("openid", "profile", "email")
              .build();
      known.set(registration);
    }
    return registration;
  }
}
