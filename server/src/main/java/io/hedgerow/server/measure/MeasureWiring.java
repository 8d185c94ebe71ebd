package io.hedgerow.server.measure;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(MeasureRoutes.class)
public class MeasureWiring {}
