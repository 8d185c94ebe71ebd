package io.hedgerow.server.review;

import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.database.Database;
import io.hedgerow.review.Review;
import io.hedgerow.review.appeal.AppealStatistics;
import io.hedgerow.server.image.PictureCopies;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.settings.ServerSettings;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({
  CaseRoutes.class,
  StatementRoutes.class,
  AppealRoutes.class,
  MediaRoutes.class,
  NoticeRoutes.class,
  ReviewerRoutes.class
})
public class ReviewWiring {
  @Bean
  NoticeAddress noticeAddress(ServerSettings settings) {
    return new NoticeAddress(settings.noticeAddress());
  }

  @Bean
  Dossiers dossiers(
      Review review,
      LedgerReader reader,
      PackShelf shelf,
      PictureCopies copies,
      InstantSource clock) {
    return new Dossiers(review, reader, shelf::active, copies, clock);
  }

  @Bean
  Bounds bounds(Review review, LedgerReader reader) {
    return new Bounds(review, reader);
  }

  @Bean
  AppealStatistics appealStatistics(Database database) {
    return new AppealStatistics(database.jdbi());
  }
}
