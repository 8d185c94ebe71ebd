package io.hedgerow.server.source;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(SourceRoutes.class)
public class SourceWiring {}
