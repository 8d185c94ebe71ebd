package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.json.CanonicalJson;
import io.hedgerow.server.Api.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class CanaryIT {
  /** A canary whose labels people keep finding wrong ends in shadow without anybody's hand. */
  @Test
  void harmfulCanaryStopsByItselfAndTheRecordSaysWhy() throws Exception {
    try (RunningServer server = new RunningServer()) {
      Api api = server.api();
      Map<String, Object> files = new TreeMap<>();
      Path folder = RunningServer.smallPack();
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path file : walk.filter(Files::isRegularFile).toList()) {
          files.put(folder.relativize(file).toString(), Files.readString(file));
        }
      }
      files.put(
          "rules/canary.yaml",
          """
          - id: eager
            on: [pin.created]
            when: "true"
            label: {policy: spam, confidence: 0.9}
            stage: canary 99%
            reason: eager
          """);
      String version = api.post("/v1/packs", Api.JSON, CanonicalJson.write(files)).text("version");
      api.post("/v1/packs/" + version + "/activate", Api.JSON, "{\"reason\":\"a test\"}");
      for (int i = 0; i < 250; i++) {
        assertThat(api.event(Api.event("canary-" + i, "cu" + i, "cp" + i, "x")).status())
            .isEqualTo(200);
      }
      assertThat(api.post("/v1/canaries/look", Api.JSON, "{}").list("stopped")).isEmpty();
      judgeAllWrong(api);
      assertThat(api.get("/v1/canaries").raw().body()).contains("eager", " audited, 0% to ");

      assertThat(api.post("/v1/canaries/look", Api.JSON, "{}").list("stopped").toString())
          .isEqualTo("[eager]");

      String packs = api.get("/v1/packs").raw().body();
      assertThat(packs).contains("canary guard", "rule `eager` stopped by itself: of ");
      assertThat(api.get("/v1/packs/active").text("version")).isNotEqualTo(version);
      assertThat(api.get("/v1/canaries").list("canaries").toString()).doesNotContain("eager");
    }
  }

  /** A person who finds nothing wrong with any of them. */
  private static void judgeAllWrong(Api api) {
    String next = "{\"reviewer\":\"canary-%s\",\"order\":[\"arrival\"]}";
    for (int i = 0; i < 200; i++) {
      Response taken = api.post("/v1/cases/next", Api.JSON, next.formatted(i % 7));
      if (taken.status() != 200) {
        return;
      }
      String body =
          "{\"lease\":\"%s\",\"reason\":\"looked\",\"reviewer\":\"canary-%s\"}"
              .formatted(taken.text("lease"), i % 7);
      assertThat(api.post("/v1/cases/" + taken.text("case") + "/decide", Api.JSON, body).status())
          .isEqualTo(201);
    }
  }
}
