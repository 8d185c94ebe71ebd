package io.hedgerow.server.bank;

import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.bank.BankHistory;
import io.hedgerow.matching.bank.Flood;
import io.hedgerow.server.image.Images;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({BankRoutes.class, ExchangeRoutes.class, MatchRoutes.class})
public class BankWiring {
  @Bean
  Retroactive retroactive(Images images, BankShelf shelf, Ledger ledger) {
    return new Retroactive(images, shelf, ledger);
  }

  /** What follows the ledger beside the events. */
  public static BankFollower follower(
      Jdbi jdbi,
      Ledger ledger,
      LedgerReader reader,
      Supplier<Pack> pack,
      Images images,
      BankShelf shelf,
      InstantSource clock,
      Runnable afterWrites) {
    return new BankFollower(
        new DecisionFollower(jdbi, reader, pack, images),
        new FloodGuard(jdbi, shelf, new BankRecord(jdbi), Flood.DEFAULT),
        new ImageSpread(jdbi, ledger, reader, images, clock),
        afterWrites);
  }

  /** The exchanges of a feeds file. */
  public static Feeds feeds(
      List<Feed> feeds, BankShelf shelf, BankHistory history, InstantSource clock) {
    return new Feeds(feeds, new FeedReader(shelf, history, clock), clock);
  }
}
