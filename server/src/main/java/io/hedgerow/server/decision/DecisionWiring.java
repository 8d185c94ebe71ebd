package io.hedgerow.server.decision;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(DecisionRoutes.class)
public class DecisionWiring {}
