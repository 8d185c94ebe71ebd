package io.hedgerow.server;

import io.hedgerow.server.access.AccessWiring;
import io.hedgerow.server.audit.AuditWiring;
import io.hedgerow.server.bank.BankWiring;
import io.hedgerow.server.bulk.BulkWiring;
import io.hedgerow.server.console.ConsoleWiring;
import io.hedgerow.server.decision.DecisionWiring;
import io.hedgerow.server.entity.EntityWiring;
import io.hedgerow.server.event.EventWiring;
import io.hedgerow.server.health.HealthWiring;
import io.hedgerow.server.image.ImageWiring;
import io.hedgerow.server.label.LabelWiring;
import io.hedgerow.server.measure.MeasureWiring;
import io.hedgerow.server.model.ModelWiring;
import io.hedgerow.server.openapi.OpenApiWiring;
import io.hedgerow.server.pack.PackWiring;
import io.hedgerow.server.problem.ProblemWiring;
import io.hedgerow.server.quality.QualityWiring;
import io.hedgerow.server.review.ReviewWiring;
import io.hedgerow.server.rollout.RolloutWiring;
import io.hedgerow.server.settings.ServerSettings;
import io.hedgerow.server.source.SourceWiring;
import io.hedgerow.server.truth.TruthWiring;
import io.hedgerow.server.webhook.WebhookWiring;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The HTTP side. Spring sees only what is named here: no class path is scanned and no configuration
 * file is picked up from wherever the server happens to be started.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({
  AuditWiring.class,
  ProblemWiring.class,
  AccessWiring.class,
  ConsoleWiring.class,
  EventWiring.class,
  DecisionWiring.class,
  EntityWiring.class,
  LabelWiring.class,
  ImageWiring.class,
  BankWiring.class,
  ModelWiring.class,
  BulkWiring.class,
  PackWiring.class,
  ReviewWiring.class,
  QualityWiring.class,
  SourceWiring.class,
  TruthWiring.class,
  WebhookWiring.class,
  HealthWiring.class,
  MeasureWiring.class,
  RolloutWiring.class,
  OpenApiWiring.class
})
class WebServer {

  /** Starts listening, with those objects to inject. */
  static ConfigurableApplicationContext start(
      ServerSettings settings, Consumer<GenericApplicationContext> objects) {
    return new SpringApplicationBuilder(WebServer.class)
        .web(WebApplicationType.SERVLET)
        .properties(properties(settings))
        .registerShutdownHook(false)
        .logStartupInfo(false)
        .initializers(context -> objects.accept((GenericApplicationContext) context))
        .run();
  }

  static int port(ConfigurableApplicationContext context) {
    return Objects.requireNonNull(((ServletWebServerApplicationContext) context).getWebServer())
        .getPort();
  }

  private static Map<String, Object> properties(ServerSettings settings) {
    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.config.location", "optional:classpath:/hedgerow-none/");
    properties.put("spring.main.banner-mode", "off");
    properties.put("spring.threads.virtual.enabled", "true");
    properties.put(
        "spring.lifecycle.timeout-per-shutdown-phase", settings.drain().toMillis() + "ms");
    properties.put("spring.jmx.enabled", "false");
    properties.put("server.address", settings.address());
    properties.put("server.port", Integer.toString(settings.port()));
    properties.put("server.shutdown", "graceful");
    properties.put("server.servlet.session.tracking-modes", "cookie");
    properties.put("server.forward-headers-strategy", settings.https() ? "native" : "none");
    properties.put("server.tomcat.max-swallow-size", "64MB");
    properties.put("server.tomcat.max-connections", "8192");
    properties.put("server.tomcat.keep-alive-timeout", "60s");
    properties.put("server.tomcat.max-keep-alive-requests", "-1");
    properties.put("spring.servlet.multipart.max-file-size", "32MB");
    properties.put("spring.servlet.multipart.max-request-size", "33MB");
    properties.put("server.error.whitelabel.enabled", "false");
    properties.put("spring.mvc.problemdetails.enabled", "false");
    properties.put("spring.web.resources.static-locations", "classpath:/static/");
    properties.put("logging.level.root", "WARN");
    properties.put("logging.level.io.hedgerow", "INFO");
    // Warns of threads that outlive a redeployed application; here the process ends with it.
    properties.put("logging.level.org.apache.catalina.loader.WebappClassLoaderBase", "ERROR");
    properties.put("logging.level.hedgerow", "INFO");
    if (settings.logFormat() == ServerSettings.LogFormat.JSON) {
      properties.put("logging.structured.format.console", "logstash");
    }
    return properties;
  }
}
