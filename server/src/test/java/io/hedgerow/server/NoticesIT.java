package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.server.Api.Response;
import io.hedgerow.server.access.Permission;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The public notice form from the outside, and the route for products. The last test floods it. */
@ExtendWith(SharedServer.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class NoticesIT {
  private final RunningServer server;
  private final Api api;

  NoticesIT(RunningServer server) {
    this.server = server;
    api = server.api();
  }

  @Test
  @Order(1)
  void aFormFromElsewhereIsRefused() {
    Browser browser = new Browser(server.server().address());
    browser.open("/notice");

    HttpResponse<String> answer =
        browser.submitWithToken("/notice", "forged", "items", "pin:no1", "text", "look");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("/problems/csrf");
  }

  @Test
  @Order(2)
  void aProgramThatFillsTheFieldNobodySeesIsToldAndNothingIsKept() {
    Browser browser = new Browser(server.server().address());
    browser.open("/notice");

    HttpResponse<String> answer =
        browser.submit(
            "/notice", "items", "pin:no2", "text", "a <i>long</i> story", "website", "http://x");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains("role=\"alert\"", "it is there for programs", "a &lt;i&gt;long&lt;/i&gt; story");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self'");
  }

  @Test
  @Order(3)
  void aProductPassesANoticeOnAndItsLinkNeedsNoLogin() {
    api.event(
        "{\"specversion\":\"1.0\",\"id\":\"no3\",\"source\":\"/no\",\"type\":\"pin.created\","
            + "\"time\":\"2026-03-01T10:00:00Z\",\"data\":{\"actor\":\"u\",\"pin\":\"no3\","
            + "\"title\":\"a pin about soap\"}}");

    Response filed =
        server
            .api(Permission.EVENTS_WRITE)
            .post(
                "/v1/notices",
                Api.JSON,
                "{\"items\":[\"pin:no3\",\"pin:no4\"],\"policy\":\"spam\",\"text\":\"everywhere\"}");

    assertThat(filed.status()).isEqualTo(201);
    assertThat(filed.text("receipt")).matches("[2-9A-Z]{12}");
    HttpResponse<String> outcome = new Browser(server.server().address()).open(filed.text("link"));
    assertThat(outcome.statusCode()).isEqualTo(200);
    assertThat(outcome.body()).contains(filed.text("receipt"), "A person will look at it.");
    assertThat(api.get("/v1/entities/pin/no3").raw().body())
        .contains("notice:" + filed.text("receipt"));
  }

  @Test
  @Order(4)
  void whatIsWrongWithANoticeIsNamed() {
    assertThat(notice("{\"items\":[],\"text\":\"x\"}")).contains("names 1 to 20 items");
    assertThat(notice("{\"items\":[\"nothing\"],\"text\":\"x\"}")).contains("names nothing here");
    assertThat(notice("{\"items\":[\"pin:a\"]}")).contains("`text` is missing");
    assertThat(notice("{\"item\":[\"pin:a\"],\"text\":\"x\"}")).contains("did you mean `items`");
  }

  private String notice(String body) {
    Response answer = api.post("/v1/notices", Api.JSON, body);
    assertThat(answer.status()).isEqualTo(422);
    return answer.raw().body();
  }

  @Test
  @Order(5)
  void anotherLinkShowsNothing() {
    assertThat(new Browser(server.server().address()).open("/notices/guess").statusCode())
        .isEqualTo(404);
  }

  @Test
  @Order(6)
  void aFloodFromOneAddressIsSlowedDown() {
    Browser browser = new Browser(server.server().address());
    browser.open("/notice");
    int status = 0;
    for (int i = 0; i < 12 && status != 429; i++) {
      status = browser.submit("/notice", "items", "", "text", "").statusCode();
    }

    assertThat(status).isEqualTo(429);
    assertThat(browser.open("/notice").statusCode()).isEqualTo(200);
  }
}
