package io.hedgerow.server.decision;

import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.server.review.Bounds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(DecisionRoutes.class)
public class DecisionWiring {
  @Bean
  OpenDecisions openDecisions(LedgerReader reader, Bounds bounds) {
    return new OpenDecisions(reader, bounds);
  }
}
