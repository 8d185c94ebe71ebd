package io.hedgerow.server.model;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(ModelRoutes.class)
public class ModelWiring {}
