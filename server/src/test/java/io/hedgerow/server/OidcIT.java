package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class OidcIT {

  /** A small OpenID provider that lets everybody in with the roles it is told. */
  private static final class Provider implements AutoCloseable {
    private final HttpServer http;
    private final RSAKey key;
    private final AtomicReference<String> nonce = new AtomicReference<>("");
    private volatile List<String> roles = List.of();

    Provider() throws IOException, JOSEException {
      key = new RSAKeyGenerator(2048).keyID("k").generate();
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      http.createContext("/.well-known/openid-configuration", this::configuration);
      http.createContext("/authorize", this::authorize);
      http.createContext("/token", this::token);
      http.createContext(
          "/jwks", exchange -> json(exchange, new JWKSet(key.toPublicJWK()).toString()));
      http.start();
    }

    String issuer() {
      return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    private void configuration(HttpExchange exchange) throws IOException {
      json(
          exchange,
          """
          {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
           "jwks_uri":"%1$s/jwks","subject_types_supported":["public"],
           "response_types_supported":["code"],"id_token_signing_alg_values_supported":["RS256"]}\
          """
              .formatted(issuer()));
    }

    private void authorize(HttpExchange exchange) throws IOException {
      Map<String, String> query =
          Arrays.stream(exchange.getRequestURI().getRawQuery().split("&"))
              .map(pair -> pair.split("=", 2))
              .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
      nonce.set(URLDecoder.decode(query.getOrDefault("nonce", ""), StandardCharsets.UTF_8));
      String back =
          URLDecoder.decode(query.getOrDefault("redirect_uri", ""), StandardCharsets.UTF_8)
              + "?code=c&state="
              + query.get("state");
      exchange.getResponseHeaders().add("location", back);
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
    }

    private void token(HttpExchange exchange) throws IOException {
      try {
        SignedJWT token =
            new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
                new JWTClaimsSet.Builder()
                    .issuer(issuer())
                    .subject("s-1")
                    .audience("hedgerow")
                    .claim("email", "ann@example.org")
                    .claim("roles", roles)
                    .claim("nonce", nonce.get())
                    .issueTime(Date.from(Instant.now()))
                    .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                    .build());
        token.sign(new RSASSASigner(key));
        json(
            exchange,
            "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
                .formatted(token.serialize()));
      } catch (JOSEException failure) {
        throw new IOException(failure);
      }
    }

    private static void json(HttpExchange exchange, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("content-type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
      exchange.close();
    }

    @Override
    public void close() {
      http.stop(0);
    }
  }

  @Test
  void theProvidersRolesOpenTheDoorAndNoRoleDoesNot() throws Exception {
    try (Provider provider = new Provider();
        RunningServer server =
            new RunningServer(
                "hedgerow.oidc.issuer", provider.issuer(),
                "hedgerow.oidc.client-id", "hedgerow",
                "hedgerow.oidc.client-secret", "secret")) {
      Browser stranger = new Browser(server.api().address());
      assertThat(stranger.open("/login").body()).contains("/oauth2/authorization/oidc");
      stranger.open("/oauth2/authorization/oidc");
      assertThat(stranger.open("/v1/decisions").statusCode()).isEqualTo(401);

      provider.roles = List.of("viewer", "unknown");
      Browser viewer = new Browser(server.api().address());
      viewer.open("/oauth2/authorization/oidc");
      assertThat(viewer.open("/v1/decisions").statusCode()).isEqualTo(200);
      assertThat(viewer.open("/v1/keys").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void theProviderIsAskedAgainAfterATimeHoweverBusySomebodyIs() throws Exception {
    try (Provider provider = new Provider();
        RunningServer server =
            new RunningServer(
                "hedgerow.oidc.issuer", provider.issuer(),
                "hedgerow.oidc.client-id", "hedgerow",
                "hedgerow.oidc.client-secret", "secret",
                "hedgerow.session-timeout", "3s")) {
      provider.roles = List.of("viewer");
      Browser viewer = new Browser(server.api().address());
      viewer.open("/oauth2/authorization/oidc");
      assertThat(viewer.open("/v1/decisions").statusCode()).isEqualTo(200);

      provider.roles = List.of();
      Await.until("the end of the login", () -> viewer.open("/v1/packs").statusCode() == 401);
      viewer.open("/oauth2/authorization/oidc");
      assertThat(viewer.open("/v1/decisions").statusCode()).isEqualTo(401);
    }
  }
}
