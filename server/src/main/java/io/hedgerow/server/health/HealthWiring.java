package io.hedgerow.server.health;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({HealthRoutes.class, States.class})
public class HealthWiring {}
