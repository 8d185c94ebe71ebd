package io.hedgerow.server.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.GoldenPage;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

final class OpenApiDocumentTest {

  @Test
  void theDocumentNamesExactlyTheRoutesThereAre() {
    assertThat(documented()).isEqualTo(routes());
  }

  @Test
  void theDocumentInTheDocsIsTheOneServed() throws IOException {
    GoldenPage.check("openapi.yaml", new String(OpenApiRoutes.document(), StandardCharsets.UTF_8));
  }

  private static Set<String> documented() {
    Set<String> routes = new TreeSet<>();
    Object document =
        new Load(LoadSettings.builder().build())
            .loadFromString(new String(OpenApiRoutes.document(), StandardCharsets.UTF_8));
    if (document instanceof Map<?, ?> members && members.get("paths") instanceof Map<?, ?> paths) {
      paths.forEach((path, operations) -> {
        if (operations instanceof Map<?, ?> methods) {
          methods
              .keySet()
              .forEach(
                  method -> routes.add(method.toString().toUpperCase(Locale.ROOT) + " " + path));
        }
      });
    }
    return routes;
  }

  /** Read from the controllers; pages for people are not part of the API. */
  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    var scanner = new ClassPathScanningCandidateComponentProvider(false);
    scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
    scanner
        .findCandidateComponents("io.hedgerow.server")
        .forEach(bean -> {
          Class<?> type =
              ClassUtils.resolveClassName(String.valueOf(bean.getBeanClassName()), null);
          for (AnnotatedElement method : type.getDeclaredMethods()) {
            add(routes, method);
          }
        });
    return routes;
  }

  private static void add(Set<String> routes, AnnotatedElement method) {
    RequestMapping mapping =
        AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
    if (mapping == null) {
      return;
    }
    for (String path : mapping.path()) {
      if (path.startsWith("/v1/") || path.startsWith("/health") || path.equals("/metrics")) {
        for (RequestMethod verb : mapping.method()) {
          routes.add(verb.name() + " " + path);
        }
      }
    }
  }
}
