package io.hedgerow.server.access;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({
  SecurityRules.class,
  SessionWiring.class,
  LoginPages.class,
  KeyRoutes.class,
  PeopleRoutes.class
})
public class AccessWiring {}
