package io.hedgerow.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A whole shift in a real browser, from a report to the objection that undoes what it led to. */
@EnabledIf(
    value = "io.hedgerow.server.console.Chromium#isInstalled",
    disabledReason = "no Chromium is installed (Debian: apt-get install chromium)")
final class ShiftIT {
  private static final String PASSWORD = "correct horse battery staple";
  private static final String HOSTILE = "<script>window.hacked=1</script> a plain pin";
  private static final double SLOW = 20_000;

  @Test
  void aReportBecomesACaseADecisionAStatementAnAppealAndIsMadeGood(@TempDir Path data)
      throws Exception {
    List<String> complaints = new ArrayList<>();
    try (HedgerowServer server = start(data);
        Chromium chromium = new Chromium()) {
      BrowserContext alices = chromium.browser().newContext();
      Page alice = alices.newPage();
      alice.onPageError(complaints::add);
      alice.navigate(server.adminLink().orElseThrow().toString());
      logIn(alice, "alice");
      String key = server.issueKey("test", Set.of(Permission.ADMIN));
      person(server, key, "bob");
      pin(server, key, "p1", HOSTILE);
      pin(server, key, "p2", "an ordinary pin about bread");
      report(server, key, "r1", "p1", "hate");
      report(server, key, "r2", "p2", "spam");

      waitForCase(alice, server, "pin:p1");
      assertThat(alice.locator(".event")).hasClass(Pattern.compile("covered"));
      assertThat(alice.evaluate("getComputedStyle(document.querySelector('.veil')).filter"))
          .asString()
          .contains("blur");
      assertThat(alice.locator(".veil .said").first()).hasText(HOSTILE);
      alice.keyboard().down("v");
      assertThat(alice.locator(".event")).hasClass(Pattern.compile("shown"));
      alice.keyboard().up("v");
      assertThat(alice.locator(".event")).not().hasClass(Pattern.compile("shown"));
      looksRight(alice, "/console/review", server);

      decide(alice, "1");
      assertThat(alice.locator("#desk h2").first()).hasText("pin:p2", patiently());
      decide(alice, "0");
      assertThat(alice.locator("[data-done]"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SLOW));
      awaitAction(server, key, "pin:p1", "remove");
      awaitAction(server, key, "pin:p2", "none");

      String link = statement(server, key, "pin:p1");
      Page user = chromium.browser().newContext().newPage();
      user.onPageError(complaints::add);
      user.navigate(server.address().resolve(link).toString());
      assertThat(user.locator("main")).containsText("a person looked at it and decided");
      looksRight(user, link, server);
      user.fill("#text", "<b>I said nothing of the kind</b>");
      user.click("main button");
      assertThat(user.locator("[role=status]")).containsText("will look at it");

      open(alice, server, "/console/review");
      assertThat(alice.locator("[data-done]")).isVisible();
      Page bob = chromium.browser().newContext().newPage();
      bob.onPageError(complaints::add);
      open(bob, server, "/login");
      logIn(bob, "bob");
      waitForCase(bob, server, "pin:p1");
      assertThat(bob.locator(".note").first()).containsText("<b>I said nothing of the kind</b>");
      decide(bob, "0");
      assertThat(bob.locator("[data-done]"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SLOW));

      awaitAction(server, key, "pin:p1", "none");
      user.reload();
      assertThat(user.locator("main")).containsText("You were right");
      assertThat(get(server, key, "/v1/audit/verify")).contains("\"intact\":true");
      assertThat(alice.evaluate("window.hacked")).isNull();
    }
    assertThat(complaints).isEmpty();
  }

  private static HedgerowServer start(Path data) {
    return HedgerowServer.start(
        ServerSettings.of(
            Map.of(
                "hedgerow.port", "0",
                "hedgerow.data", data.toString(),
                "hedgerow.pack", "../packs/pinboard",
                "hedgerow.log-events", "false")));
  }

  private static void open(Page page, HedgerowServer server, String path) {
    page.navigate(server.address().resolve(path).toString());
  }

  private static void logIn(Page page, String name) {
    page.fill("[name=username]", name);
    page.fill("[name=password]", PASSWORD);
    page.click("main button");
    page.waitForURL("**/console/live");
  }

  private static LocatorAssertions.HasTextOptions patiently() {
    return new LocatorAssertions.HasTextOptions().setTimeout(SLOW);
  }

  /** Cases appear within a second or so of what leads to them. */
  private static void waitForCase(Page page, HedgerowServer server, String entity) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    Locator title = page.locator("#desk h2").first();
    do {
      open(page, server, "/console/review");
    } while (title.count() == 0 && System.nanoTime() < deadline);
    assertThat(title).hasText(entity);
  }

  /** The page shows the next case at once, while the decision on the last one is on its way. */
  private static void awaitAction(HedgerowServer server, String key, String entity, String action)
      throws Exception {
    long deadline = System.nanoTime() + 60_000_000_000L;
    String wanted = "\"action\":\"" + action + "\",\"surfaces\"";
    String answer = get(server, key, "/v1/enforcement/" + entity);
    while (!answer.contains(wanted) && System.nanoTime() < deadline) {
      answer = get(server, key, "/v1/enforcement/" + entity);
    }
    assertThat(answer).contains(wanted);
  }

  private static void decide(Page page, String key) {
    page.keyboard().press(key);
    page.keyboard().press("Enter");
  }

  private static void looksRight(Page page, String path, HedgerowServer server) throws IOException {
    try (InputStream in =
        ShiftIT.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      String axe = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        open(page, server, path);
        page.evaluate(axe);
        Object violations =
            page.evaluate(
                "axe.run({runOnly: ['wcag2a', 'wcag2aa']}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))");
        assertThat((List<?>) violations).as(scheme + " " + path).isEmpty();
      }
    }
    page.setViewportSize(640, 450);
    assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .as("twice the size " + path)
        .isEqualTo(true);
    page.setViewportSize(1280, 720);
  }

  private static void pin(HedgerowServer server, String key, String pin, String title)
      throws Exception {
    event(
        server,
        key,
        pin,
        "pin.created",
        "{\"actor\":\"author\",\"pin\":\"%s\",\"title\":\"%s\"}".formatted(pin, title));
  }

  private static void report(
      HedgerowServer server, String key, String id, String pin, String policy) throws Exception {
    event(
        server,
        key,
        id,
        "report.filed",
        "{\"actor\":\"watcher\",\"pin\":\"%s\",\"owner\":\"author\",\"policy\":\"%s\",\"text\":\"look\"}"
            .formatted(pin, policy));
  }

  private static void event(HedgerowServer server, String key, String id, String type, String data)
      throws Exception {
    post(
        server,
        key,
        "/v1/events",
        "application/cloudevents+json",
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/t\",\"type\":\"%s\",\"time\":\"%s\",\"data\":%s}"
            .formatted(id, type, Instant.now(), data));
  }

  private static void person(HedgerowServer server, String key, String name) throws Exception {
    post(
        server,
        key,
        "/v1/people",
        "application/json",
        "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"reviewer\"]}".formatted(name, PASSWORD));
  }

  private static void post(HedgerowServer server, String key, String path, String type, String body)
      throws Exception {
    send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String get(HedgerowServer server, String key, String path) throws Exception {
    return send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Authorization", "Bearer " + key));
  }

  private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      return answer.body();
    }
  }

  /** The link a user would get; statements are written within a second of the restriction. */
  private static String statement(HedgerowServer server, String key, String entity)
      throws Exception {
    Pattern link = Pattern.compile("\"link\":\"(/statements/[^\"]+)\"");
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      Matcher found = link.matcher(get(server, key, "/v1/statements?entity=" + entity));
      if (found.find()) {
        return URI.create(Objects.requireNonNull(found.group(1))).getPath();
      }
    }
    throw new AssertionError("no statement about " + entity);
  }
}
