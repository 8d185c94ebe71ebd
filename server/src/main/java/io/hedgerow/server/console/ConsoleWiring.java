package io.hedgerow.server.console;

import io.hedgerow.review.Review;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({
  LivePage.class,
  DecisionPage.class,
  EntityPage.class,
  PackPage.class,
  PlanPage.class,
  HealthPage.class,
  StatusPage.class,
  BankPages.class,
  BulkPage.class,
  ExplorerPage.class,
  ModelPage.class,
  QueuesPage.class,
  ReviewPage.class,
  ReviewActions.class,
  ReviewSpans.class,
  NoticePage.class,
  StatementPage.class,
  TeamPage.class,
  SourcePage.class,
  TrafficPage.class,
  AppealsPage.class,
  AssetRoutes.class
})
public class ConsoleWiring {
  @Bean
  Templates templates() {
    return new Templates();
  }

  @Bean
  HeldCases heldCases(Review review) {
    return new HeldCases(review);
  }
}
