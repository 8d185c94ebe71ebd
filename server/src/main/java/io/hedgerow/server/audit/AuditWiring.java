package io.hedgerow.server.audit;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(AuditRoutes.class)
public class AuditWiring {}
