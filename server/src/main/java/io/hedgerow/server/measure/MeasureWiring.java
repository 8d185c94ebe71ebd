package io.hedgerow.server.measure;

import io.hedgerow.server.traffic.TrafficRoutes;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({MeasureRoutes.class, TrafficRoutes.class})
public class MeasureWiring {}
