package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import java.util.Objects;

/** A server with the pack `pinboard`, its people, and what they post; `explicit` needs a grant. */
final class Pinboard implements AutoCloseable {
  static final String PASSWORD = "a long enough password";

  private final RunningServer server;
  private final Api api;

  Pinboard(String... settings) {
    String[] all = new String[settings.length + 2];
    all[0] = "hedgerow.pack";
    all[1] = "../packs/pinboard";
    System.arraycopy(settings, 0, all, 2, settings.length);
    server = new RunningServer(all);
    api = server.api();
  }

  RunningServer server() {
    return server;
  }

  Api api() {
    return api;
  }

  /** Opens an account and logs in. */
  Browser person(String name, String role) {
    Response made =
        api.post(
            "/v1/people",
            Api.JSON,
            "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"]}"
                .formatted(name, PASSWORD, role));
    assertThat(made.status()).isEqualTo(201);
    Browser browser = new Browser(api.address());
    browser.login(name, PASSWORD);
    return browser;
  }

  /** Says what somebody works on. */
  void reviewer(String name, String members) {
    Response set =
        api.post("/v1/reviewers", Api.JSON, "{\"reviewer\":\"%s\",%s}".formatted(name, members));
    assertThat(set.status()).as(set.raw().body()).isEqualTo(204);
  }

  void pin(String pin, String title) {
    posted("pin.created", pin, "\"actor\":\"maker-%s\",\"pin\":\"%s\",\"title\":\"%s\"", title);
  }

  /** An event about something of that id, the first two places of the data for that id. */
  void posted(String type, String id, String data, Object... more) {
    Object[] all = new Object[more.length + 2];
    all[0] = id;
    all[1] = id;
    System.arraycopy(more, 0, all, 2, more.length);
    Response decided =
        api.event(
            """
            {"specversion":"1.0","id":"%s-%s","source":"/test","type":"%s",\
            "time":"2026-03-01T10:00:00Z","data":{%s}}\
            """
                .formatted(type, id, type, data.formatted(all)));
    assertThat(decided.status()).as(decided.raw().body()).isEqualTo(200);
  }

  /** Has a model say so. */
  void label(String entity, String policy, double confidence) {
    Response written =
        api.post(
            "/v1/labels",
            Api.JSON,
            """
            {"entity":"%s","policy":"%s","confidence":%s,"reason":"seen",\
            "source":{"kind":"model","id":"m"}}\
            """
                .formatted(entity, policy, confidence),
            "idempotency-key",
            entity + policy + confidence);
    assertThat(written.status()).as(written.raw().body()).isEqualTo(201);
  }

  /** The next case of a reviewer who works through the key, when it is there. */
  Response take(String reviewer) {
    Response[] taken = new Response[1];
    Await.until(
        "a case for " + reviewer,
        () ->
            (taken[0] = api.post("/v1/cases/next", Api.JSON, "{\"reviewer\":\"" + reviewer + "\"}"))
                    .status()
                == 200);
    return Objects.requireNonNull(taken[0]);
  }

  /** What the key's reviewer is called in grants. */
  String named(String reviewer) {
    return "key:" + api.prefix() + "/" + reviewer;
  }

  /** A decision; an empty policy clears. */
  Response decide(Response taken, String reviewer, String policy) {
    return decide(taken.text("case"), taken.text("lease"), reviewer, policy);
  }

  Response decide(String item, String lease, String reviewer, String policy) {
    return api.post(
        "/v1/cases/" + item + "/decide",
        Api.JSON,
        "{\"lease\":\"%s\",\"reviewer\":\"%s\",\"reason\":\"seen it\"%s}"
            .formatted(lease, reviewer, policy.isEmpty() ? "" : ",\"policy\":\"" + policy + "\""));
  }

  @Override
  public void close() {
    server.close();
  }
}
