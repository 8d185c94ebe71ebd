package io.hedgerow.server.review;

import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.review.Review;
import io.hedgerow.server.pack.PackShelf;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({CaseRoutes.class, StatementRoutes.class})
public class ReviewWiring {
  @Bean
  Dossiers dossiers(Review review, LedgerReader reader, PackShelf shelf, InstantSource clock) {
    return new Dossiers(review, reader, shelf::active, clock);
  }

  @Bean
  Bounds bounds(Review review) {
    return new Bounds(review);
  }
}
