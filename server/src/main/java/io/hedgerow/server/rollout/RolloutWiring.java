package io.hedgerow.server.rollout;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(CanaryRoutes.class)
public class RolloutWiring {}
