package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
final class AccessIT {
  private static final String PASSWORD = "a long enough password";

  private final RunningServer server;
  private final Api api;

  AccessIT(RunningServer server) {
    this.server = server;
    this.api = server.api();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/decisions",
        "/v1/packs",
        "/v1/keys",
        "/v1/openapi.yaml",
        "/metrics",
        "/health/ready",
        "/v1/nothing"
      })
  void nothingIsOpenWithoutAKeyOrALogin(String path) {
    Response answer = api.with("").get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    assertThat(answer.text("type")).isEqualTo("/problems/unauthenticated");
  }

  @Test
  void livenessIsOpen() {
    assertThat(api.with("").get("/health/live").status()).isEqualTo(200);
  }

  @Test
  void aKeyMayDoWhatItsScopesSayAndNoMore() {
    Api sender = server.api(Permission.EVENTS_WRITE);

    assertThat(sender.event(Api.event("scope-1", "ann", "p", "x")).status()).isEqualTo(200);
    Response refused = sender.get("/v1/decisions");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text("needs")).isEqualTo("decisions:read");
    assertThat(server.api(Permission.DECISIONS_READ).get("/v1/decisions").status()).isEqualTo(200);
  }

  @Test
  void aKeyIsShownOnceAndARevokedOneIsUseless() {
    Response issued =
        api.post("/v1/keys", Api.JSON, "{\"name\":\"short-lived\",\"scopes\":[\"packs:read\"]}");
    assertThat(issued.status()).isEqualTo(201);
    String key = issued.text("key");
    assertThat(api.with(key).get("/v1/packs").status()).isEqualTo(200);

    String list = api.get("/v1/keys").raw().body();
    assertThat(list).contains(issued.text("prefix")).doesNotContain(key);
    assertThat(api.delete("/v1/keys/" + issued.text("prefix")).status()).isEqualTo(204);
    assertThat(api.with(key).get("/v1/packs").status()).isEqualTo(401);
  }

  @Test
  void anUnknownScopeIsRefusedWithASuggestion() {
    Response answer =
        api.post("/v1/keys", Api.JSON, "{\"name\":\"x\",\"scopes\":[\"event:write\"]}");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text("hint")).contains("events:write");
  }

  @Test
  void aKeyBeyondItsRateIsToldWhenToComeAgain() {
    Response issued =
        api.post(
            "/v1/keys", Api.JSON, "{\"name\":\"slow\",\"scopes\":[\"packs:read\"],\"rate\":1}");
    Api slow = api.with(issued.text("key"));

    List<Response> answers =
        java.util.stream.Stream.generate(() -> slow.get("/v1/packs")).limit(4).toList();

    assertThat(answers).anySatisfy(answer -> assertThat(answer.status()).isEqualTo(200));
    Response last = answers.getLast();
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("retry-after")).isEqualTo("1");
  }

  @Test
  void aPersonLogsInSeesAndLogsOut() {
    person("viewer-1", "viewer");
    Browser browser = new Browser(api.address());
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(401);

    browser.login("viewer-1", PASSWORD);
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(200);
    assertThat(browser.open("/v1/keys").statusCode()).isEqualTo(403);

    browser.open("/login");
    browser.submit("/logout");
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(401);
  }

  @Test
  void aWrongPasswordLetsNobodyIn() {
    person("viewer-2", "viewer");
    Browser browser = new Browser(api.address());

    HttpResponse<String> page = browser.login("viewer-2", "a wrong password");

    assertThat(page.uri().getQuery()).isEqualTo("error");
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(401);
  }

  @Test
  void guessingPasswordsIsSlowedDown() {
    person("guessed", "viewer");
    Browser browser = new Browser(api.address());
    browser.open("/login");

    List<Integer> statuses =
        java.util.stream.IntStream.range(0, 8)
            .map(i ->
                browser
                    .submit("/login", "username", "guessed", "password", "guess " + i)
                    .statusCode())
            .boxed()
            .toList();

    assertThat(statuses.getLast()).isEqualTo(429);
  }

  @Test
  void aFormWithoutItsTokenIsRefused() {
    person("viewer-3", "admin");
    Browser browser = new Browser(api.address());
    browser.login("viewer-3", PASSWORD);

    HttpResponse<String> forged = browser.submitWithToken("/v1/keys", "forged");

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).contains("/problems/csrf");
  }

  @Test
  void aDisabledAccountLosesItsSessionAtOnce() {
    person("leaver", "viewer");
    Browser browser = new Browser(api.address());
    browser.login("leaver", PASSWORD);
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(200);

    Response changed = api.send("PATCH", "/v1/people/leaver", Api.JSON, "{\"disabled\":true}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"password\":\"another long password\"}",
        "{\"roles\":[\"viewer\",\"reviewer\"]}",
        "{\"disabled\":true}"
      })
  void aChangeOfAnAccountEndsItsSessionsEvenWhenItIsTakenBackBeforeTheyAreUsed(String change) {
    String name = "changed-" + Math.floorMod(change.hashCode(), 100_000);
    person(name, "viewer");
    Browser browser = new Browser(api.address());
    browser.login(name, PASSWORD);
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(200);

    String people = "/v1/people/" + name;
    assertThat(api.send("PATCH", people, Api.JSON, change).status()).isEqualTo(200);
    String back =
        "{\"password\":\"%s\",\"roles\":[\"viewer\"],\"disabled\":false}".formatted(PASSWORD);
    assertThat(api.send("PATCH", people, Api.JSON, back).status()).isEqualTo(200);

    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(401);
    browser.login(name, PASSWORD);
    assertThat(browser.open("/v1/decisions").statusCode()).isEqualTo(200);
  }

  @Test
  void openingTheLoginPageAgainAndAgainWithoutASessionIsSlowedDown() {
    try (RunningServer other = new RunningServer()) {
      Api stranger = other.api().with("");

      List<Integer> statuses =
          java.util.stream.Stream.generate(() -> stranger.get("/login").status())
              .limit(200)
              .distinct()
              .toList();

      assertThat(statuses).containsExactly(200, 429);
    }
  }

  @Test
  void everyAnswerCarriesTheSecurityHeaders() {
    Response page = api.with("").get("/login");

    assertThat(page.header("content-security-policy"))
        .contains("default-src 'self'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe-inline");
    assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
    assertThat(page.header("referrer-policy")).isEqualTo("no-referrer");
    assertThat(page.header("x-frame-options")).isEqualTo("DENY");
    assertThat(page.header("set-cookie")).contains("HttpOnly", "SameSite=Lax");
    assertThat(page.raw().body()).doesNotContain("<script", "style=\"", "onclick");
  }

  @Test
  void springsOwnErrorsAreProblemsToo() {
    Response missing = api.get("/v1/nothing");
    Response method = api.delete("/v1/packs/active");
    Response parameter = api.get("/v1/decisions?tpye=x");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("content-type")).startsWith("application/problem+json");
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.header("allow")).contains("GET");
    assertThat(parameter.status()).isEqualTo(422);
    assertThat(parameter.text("hint")).contains("type");
  }

  private void person(String name, String role) {
    Response made =
        api.post(
            "/v1/people",
            Api.JSON,
            "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"]}"
                .formatted(name, PASSWORD, role));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.raw().body()).doesNotContain(PASSWORD);
  }
}
