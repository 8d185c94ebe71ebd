package io.hedgerow.server.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ErrorRoutes.class})
public class ProblemWiring {}
