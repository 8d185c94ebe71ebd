package io.hedgerow.server.console;

import io.hedgerow.server.access.ShowsNoContent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the two libraries the pages use, from their packages. */
@ShowsNoContent
@RestController
final class AssetRoutes {
  private static final Map<String, String> LIBRARIES =
      Map.of(
          "htmx.js", "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js",
          "echarts.js", "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js");

  @GetMapping("/assets/lib/{name}")
  ResponseEntity<byte[]> library(@PathVariable String name) throws IOException {
    String path = LIBRARIES.get(name);
    if (path == null) {
      return ResponseEntity.notFound().build();
    }
    try (InputStream in = AssetRoutes.class.getResourceAsStream(path)) {
      return in == null
          ? ResponseEntity.notFound().build()
          : ResponseEntity.ok()
              .contentType(MediaType.parseMediaType("text/javascript"))
              .cacheControl(CacheControl.maxAge(Duration.ofDays(30)).cachePublic())
              .body(in.readAllBytes());
    }
  }
}
