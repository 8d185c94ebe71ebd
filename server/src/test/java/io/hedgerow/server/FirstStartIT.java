package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class FirstStartIT {

  @Test
  void theAdminLinkMakesOneAdminAndCountersOutliveARestart() {
    try (RunningServer server = new RunningServer()) {
      URI link = server.server().adminLink().orElseThrow();
      Browser browser = new Browser(server.api().address());
      String token = link.getQuery().substring("token=".length());

      assertThat(browser.open("/setup?token=wrong").statusCode()).isEqualTo(410);
      assertThat(browser.open("/setup?token=" + token).statusCode()).isEqualTo(200);
      assertThat(submit(browser, token, "short")).isEqualTo(422);
      submit(browser, token, "a long enough password");
      assertThat(browser.open("/v1/keys").statusCode()).isEqualTo(200);

      Browser second = new Browser(server.api().address());
      second.open("/login");
      assertThat(submit(second, token, "a long enough password")).isEqualTo(410);
      assertThat(second.open("/setup?token=" + token).statusCode()).isEqualTo(410);

      for (int i = 0; i < 3; i++) {
        server.api().event(Api.event("before-" + i, "ann", "p" + i, "x"));
      }
      server.restart();
      assertThat(server.server().adminLink()).isEmpty();
      assertThat(server.api().event(Api.event("after", "ann", "p3", "x")).text("verdict"))
          .isEqualTo("limit");
      assertThat(server.api().get("/health/ready").status()).isEqualTo(200);
      assertThat(server.api().get("/v1/audit/verify").text("intact")).isEqualTo("true");
    }
  }

  @Test
  void withoutAPackItStartsLetsEverythingPassAndSaysThatItKnowsNoType() {
    try (RunningServer server = new RunningServer("hedgerow.pack", "")) {
      Api.Response decision = server.api().event(Api.event("e1", "ann", "p1", "x"));
      assertThat(decision.text("verdict")).isEqualTo("allow");
      assertThat(decision.raw().body()).contains("pin.created", "unknown");
      assertThat(server.api().get("/health/ready").status()).isEqualTo(200);
      assertThat(server.api().get("/v1/packs").status()).isEqualTo(200);
    }
  }

  private static int submit(Browser browser, String token, String password) {
    return browser
        .submit("/setup", "token", token, "username", "admin", "password", password)
        .statusCode();
  }
}
