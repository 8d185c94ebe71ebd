package io.hedgerow.server.access;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Problems;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.settings.ServerSettings;
import jakarta.servlet.DispatcherType;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** Every rule about who gets in and what browsers are told, on one page. */
@Configuration(proxyBeanMethods = false)
class SecurityRules {
  /** No inline script or style, nothing from elsewhere, in nobody's frame. */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  @Bean
  Entrances entrances(Ledger ledger, People people, ServerSettings settings) {
    return new Entrances(ledger, people, settings.sessionTimeout());
  }

  @Bean
  SecurityFilterChain chain(
      HttpSecurity http,
      ServerSettings settings,
      ApiKeys keys,
      People people,
      Entrances entrances,
      InstantSource clock)
      throws Exception {
    http.authorizeHttpRequests(routes -> gates(routes, settings.openMetrics()))
        .csrf(csrf ->
            csrf.requireCsrfProtectionMatcher(request ->
                !SAFE.contains(request.getMethod()) && !ApiKeyFilter.carriesKey(request)))
        .headers(SecurityRules::headers)
        .formLogin(form ->
            form.loginPage("/login")
                .successHandler(entrances.entering("password"))
                .failureHandler(entrances.refusing("password"))
                .permitAll())
        .logout(
            logout -> logout.addLogoutHandler(entrances.leaving()).logoutSuccessUrl("/login?out"))
        .requestCache(cache -> cache.disable())
        .exceptionHandling(doors ->
            doors
                .authenticationEntryPoint(
                    (request, response, _) -> Doors.strangers(request, response))
                .accessDeniedHandler(Doors::forbidden))
        .addFilterBefore(new LoginThrottle(), CsrfFilter.class)
        .addFilterBefore(new StrangerThrottle(), CsrfFilter.class)
        .addFilterBefore(new NoticeThrottle(), CsrfFilter.class)
        .addFilterBefore(
            new ApiKeyFilter(keys, settings.keyRate()), UsernamePasswordAuthenticationFilter.class)
        .addFilterBefore(
            new FreshAccountFilter(people, settings.sessionTimeout(), clock),
            AuthorizationFilter.class);
    if (settings.oidc().isPresent()) {
      ServerSettings.Oidc oidc = settings.oidc().get();
      http.oauth2Login(login ->
          login
              .loginPage("/login")
              .successHandler(entrances.entering("single sign-on"))
              .failureHandler(entrances.refusing("single sign-on"))
              .clientRegistrationRepository(new LazyOidcRegistration(oidc))
              .userInfoEndpoint(user -> user.oidcUserService(new OidcPeople(oidc.roleClaim()))));
    }
    return http.build();
  }

  private static void gates(
      AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
          routes,
      boolean openMetrics) {
    routes.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.FORWARD).permitAll();
    routes
        .requestMatchers(
            "/health/live",
            "/login",
            "/setup",
            "/assets/**",
            "/statements/*",
            "/notice",
            "/notices/*")
        .permitAll();
    if (openMetrics) {
      routes.requestMatchers("/metrics").permitAll();
    }
    for (Gate gate : Gate.GATES) {
      routes
          .requestMatchers(gate.method(), gate.pattern())
          .access((authentication, context) -> {
            context.getRequest().setAttribute(Doors.NEEDS, gate.permission().scope());
            return new AuthorizationDecision(
                authentication.get() != null
                    && authentication.get().getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .anyMatch(scope ->
                            gate.permission().scope().equals(scope)
                                || Permission.ADMIN.scope().equals(scope)));
          });
    }
    routes.anyRequest().authenticated();
  }

  private static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny);
  }

  @Bean
  UserDetailsService logins(People people) {
    return new Logins(people);
  }

  @Bean
  PasswordEncoder passwordEncoder() {
    return Passwords.encoder();
  }

  /** The firewall refuses hostile addresses before any route; it too answers with a problem. */
  @Bean
  RequestRejectedHandler hostileAddresses() {
    return (request, response, rejected) ->
        Problems.write(
            request,
            response,
            Refusal.of(
                ProblemType.MALFORMED,
                rejected.getMessage() == null
                    ? "the address is not accepted"
                    : rejected.getMessage()));
  }
}
