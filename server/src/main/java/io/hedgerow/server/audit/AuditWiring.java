package io.hedgerow.server.audit;

import io.hedgerow.review.Review;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The feature's parts, for the server to import. */
@Configuration(proxyBeanMethods = false)
@Import(AuditRoutes.class)
public class AuditWiring {
  @Bean
  WebMvcConfigurer viewsAreKept(Review review, InstantSource clock) {
    ViewRecorder recorder = new ViewRecorder(review.views(), clock);
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(recorder);
      }
    };
  }
}
