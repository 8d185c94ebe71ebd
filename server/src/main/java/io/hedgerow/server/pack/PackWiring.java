package io.hedgerow.server.pack;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(PackRoutes.class)
public class PackWiring {}
