package io.hedgerow.server.truth;

import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.server.pack.PackShelf;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(GroundTruthRoutes.class)
public class TruthWiring {
  @Bean
  GroundTruth groundTruth(Database database, LedgerReader reader, PackShelf shelf) {
    return new GroundTruth(database.jdbi(), reader, shelf::active);
  }
}
