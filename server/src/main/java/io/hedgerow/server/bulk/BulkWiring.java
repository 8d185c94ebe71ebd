package io.hedgerow.server.bulk;

import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.review.Review;
import io.hedgerow.review.bulk.BulkActions;
import io.hedgerow.review.bulk.BulkWork;
import io.hedgerow.server.pace.PacedWork;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.server.webhook.Webhooks;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(BulkRoutes.class)
public class BulkWiring {
  private static final Duration PAUSE = Duration.ofMillis(250);

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

  /** Carries bulk actions out, a page at a time, and begins them when it is time. */
  @Bean(initMethod = "start", destroyMethod = "close")
  PacedWork bulkWork(
      Database database,
      Ledger ledger,
      PackShelf shelf,
      InstantSource clock,
      Webhooks webhooks,
      Review review) {
    BulkWork work = new BulkWork(database.jdbi(), ledger, shelf::active, clock);
    return new PacedWork(
        "bulk actions",
        PAUSE,
        () -> {
          boolean more = work.step();
          if (more) {
            webhooks.wake();
          }
          return more;
        });
  }
}
