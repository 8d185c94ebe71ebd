package io.hedgerow.server.openapi;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(OpenApiRoutes.class)
public class OpenApiWiring {}
