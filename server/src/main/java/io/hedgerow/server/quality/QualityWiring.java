package io.hedgerow.server.quality;

import io.hedgerow.review.Review;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import({QualityRoutes.class, CalibrationRoutes.class})
public class QualityWiring {
  @Bean
  Teams teams(Review review, InstantSource clock) {
    return new Teams(review, clock);
  }
}
