package io.hedgerow.server.entity;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(EntityRoutes.class)
public class EntityWiring {}
