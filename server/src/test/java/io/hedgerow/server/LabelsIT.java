package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
final class LabelsIT {
  private final RunningServer server;
  private final Api api;

  LabelsIT(RunningServer server) {
    this.server = server;
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

  @Test
  void aKeySpeaksForNoAppealNoRuleOfThePackAndForReviewersOnlyIfItWorksForThem() {
    Api writer = server.api(Permission.LABELS_WRITE);
    Api desk = server.api(Permission.LABELS_WRITE, Permission.CASES_WORK);
    Response appeal = source(api, "appeal", "ann");
    Response stranger = source(writer, "reviewer", "ann");
    Response ruled = source(writer, "rule", "rare");
    Response reviewer = source(desk, "reviewer", "ann");

    assertThat(appeal.status()).as("not even an admin's key").isEqualTo(403);
    assertThat(appeal.text("detail")).contains("/v1/cases/{id}/decide");
    assertThat(stranger.status()).isEqualTo(403);
    assertThat(stranger.text("needs")).isEqualTo("cases:work");
    assertThat(ruled.status()).isEqualTo(403);
    assertThat(ruled.text("where")).isEqualTo("source.id");
    assertThat(reviewer.status()).isEqualTo(201);
    assertThat(api.get("/v1/labels?entity=pin:voice").raw().body())
        .containsPattern("key:hk_[A-Za-z0-9_-]+/ann");
    assertThat(source(writer, "rule", "a-rule-of-another-system").status()).isEqualTo(201);
  }

  private static Response source(Api caller, String kind, String id) {
    return caller.post(
        "/v1/labels",
        Api.JSON,
        "{\"entity\":\"pin:voice\",\"policy\":\"spam\",\"reason\":\"r\","
            + "\"source\":{\"kind\":\"%s\",\"id\":\"%s\"}}".formatted(kind, id));
  }

  @Test
  void labelsOverTheQuotaWaitUntilAPersonReleasesOrDiscardsThem() {
    List.of("q1", "q2", "q3").forEach(this::pinOverQuota);
    List<?> waiting =
        api.get("/v1/parked?limit=500").list("parked").stream()
            .filter(one -> one instanceof Map<?, ?> parked && "rare".equals(parked.get("rule")))
            .toList();
    assertThat(waiting).hasSize(2);
    assertThat(action("pin:q2")).isEqualTo("none");

    Response released = settle(waiting.getFirst(), true);
    Response again = settle(waiting.getFirst(), true);
    Response discarded = settle(waiting.getLast(), false);

    assertThat(released.status()).isEqualTo(201);
    assertThat(again.status()).as("the same write again").isEqualTo(200);
    assertThat(discarded.list("labels")).isEmpty();
    assertThat(action("pin:q2")).isEqualTo("limit");
    assertThat(action("pin:q3")).isEqualTo("none");
    assertThat(api.get("/v1/parked").list("parked")).isEmpty();
  }

  private void pinOverQuota(String pin) {
    Response decided = api.event(Api.event("q-" + pin, "account-" + pin, pin, "over quota"));
    assertThat(decided.text("fired")).contains("rare");
  }

  private Response settle(Object parked, boolean release) {
    Object id = ((Map<?, ?>) parked).get("id");
    return api.post(
        "/v1/parked/settle",
        Api.JSON,
        "{\"parked\":[%s],\"release\":%s,\"reason\":\"looked at\"}".formatted(id, release),
        "idempotency-key",
        "settle-" + id);
  }

  @Test
  void machinesAloneDoNothingToATrustedEntity() {
    Response trusted =
        api.post(
            "/v1/entities/pin/t1/trust",
            Api.JSON,
            "{\"trusted\":true,\"reason\":\"a city's own account\"}");
    write("pin:t1", "key-t1");

    assertThat(trusted.status()).isEqualTo(200);
    assertThat(action("pin:t1")).isEqualTo("none");
    assertThat(api.get("/v1/entities/pin/t1").text("trusted")).isEqualTo("true");

    api.post("/v1/entities/pin/t1/trust", Api.JSON, "{\"trusted\":false,\"reason\":\"sold\"}");

    assertThat(action("pin:t1")).isEqualTo("limit");
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
