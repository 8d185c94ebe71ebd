package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class LabelsIT {
  private final Api api;

  LabelsIT(RunningServer server) {
    api = server.api();
  }

  @Test
  void aLabelFromOutsideTakesEffectAndUndoTakesItBack() {
    assertThat(write("pin:l1", "key-l1").status()).isEqualTo(201);
    assertThat(action("pin:l1")).isEqualTo("limit");

    Response undone = api.post("/v1/entities/pin/l1/undo", Api.JSON, "{\"reason\":\"a mistake\"}");

    assertThat(undone.status()).isEqualTo(201);
    assertThat(action("pin:l1")).isEqualTo("none");
    assertThat(api.get("/v1/entities/pin/l1").raw().body()).contains("\"taken_back\":true");
  }

  @Test
  void theSameWriteAgainChangesNothingAndAReusedKeyIsAConflict() {
    write("pin:l2", "key-l2");
    Response again = write("pin:l2", "key-l2");
    Response reused = write("pin:other", "key-l2");

    assertThat(again.status()).isEqualTo(200);
    assertThat(again.text("repeated")).isEqualTo("true");
    assertThat(reused.status()).isEqualTo(409);
    assertThat(api.get("/v1/labels?entity=pin:l2").list("labels")).hasSize(1);
  }

  @Test
  void whatDoesNotFitIsRefusedByMember() {
    Response unknown = api.post("/v1/labels", Api.JSON, "{\"entty\":\"pin:x\"}");
    Response confidence =
        label("pin:x", "\"source\":{\"kind\":\"model\",\"id\":\"m\"},\"confidence\":1.4");
    Response source = label("pin:x", "\"source\":{\"kind\":\"modle\",\"id\":\"m\"}");

    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.text("hint")).contains("entity");
    assertThat(confidence.text("where")).isEqualTo("confidence");
    assertThat(source.text("where")).isEqualTo("source.kind");
    assertThat(source.text("hint")).contains("model");
  }

  private Response label(String entity, String member) {
    return api.post(
        "/v1/labels",
        Api.JSON,
        "{\"entity\":\"%s\",\"policy\":\"spam\",\"reason\":\"t\",%s}".formatted(entity, member));
  }

  private Response write(String entity, String key) {
    return api.post(
        "/v1/labels",
        Api.JSON,
        """
        {"entity":"%s","policy":"spam","confidence":0.9,"reason":"seen before",
         "source":{"kind":"hash","id":"bank-1","version":"3"},"lasts":"7d"}\
        """
            .formatted(entity),
        "idempotency-key",
        key);
  }

  private String action(String entity) {
    Map<?, ?> enforcement = api.get("/v1/enforcement/" + entity).json();
    return String.valueOf(enforcement.get("action"));
  }
}
