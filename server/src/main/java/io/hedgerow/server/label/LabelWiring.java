package io.hedgerow.server.label;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({LabelRoutes.class, ParkedRoutes.class})
public class LabelWiring {}
