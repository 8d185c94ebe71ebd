package io.hedgerow.server.openapi;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.server.access.ShowsNoContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the OpenAPI 3.1 document; a test holds it against the routes. */
@ShowsNoContent
@RestController
final class OpenApiRoutes {
  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

  @GetMapping("/v1/openapi.yaml")
  ResponseEntity<byte[]> yaml() {
    return ResponseEntity.ok().contentType(YAML).body(document());
  }

  @GetMapping("/v1/openapi.json")
  ResponseEntity<byte[]> json() {
    Object tree =
        new Load(LoadSettings.builder().build())
            .loadFromString(new String(document(), StandardCharsets.UTF_8));
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(CanonicalJson.write(tree).getBytes(StandardCharsets.UTF_8));
  }

  static byte[] document() {
    try (InputStream in = OpenApiRoutes.class.getResourceAsStream("/openapi/openapi.yaml")) {
      return Objects.requireNonNull(in, "the document is part of the jar").readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
