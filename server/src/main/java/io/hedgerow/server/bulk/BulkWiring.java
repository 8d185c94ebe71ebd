package io.hedgerow.server.bulk;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.review.Review;
import io.hedgerow.review.bulk.BulkActions;
import io.hedgerow.review.bulk.BulkWork;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.server.webhook.Webhooks;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(BulkRoutes.class)
public class BulkWiring {

  /**
   * @param review asked for only because opening it makes the tables
   */
  @Bean
  BulkActions bulkActions(
      Database database,
      Ledger ledger,
      PackShelf shelf,
      InstantSource clock,
      ServerSettings settings,
      Review review) {
    return new BulkActions(database.jdbi(), ledger, shelf::active, clock, settings.bulkAlone());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  BulkFollower bulkFollower(
      Database database,
      Ledger ledger,
      PackShelf shelf,
      InstantSource clock,
      Webhooks webhooks,
      Review review) {
    return new BulkFollower(
        new BulkWork(database.jdbi(), ledger, shelf::active, clock), webhooks::wake);
  }
}
