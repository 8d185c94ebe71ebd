package io.hedgerow.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A lead sets up checks, a reviewer meets one, and both see what they may, in a real browser. */
@EnabledIf(
    value = "io.hedgerow.server.console.Chromium#isInstalled",
    disabledReason = "no Chromium is installed (Debian: apt-get install chromium)")
final class TeamPagesIT {
  private static final String PASSWORD = "correct horse battery staple";
  private static final List<String> PAGES =
      List.of(
          "/console/queues",
          "/console/queues?queue=general",
          "/console/team",
          "/console/numbers",
          "/console/sources",
          "/console/traffic",
          "/console/health");

  private final List<String> complaints = new ArrayList<>();

  @Test
  void aLeadSetsUpChecksAndEverybodySeesTheNumbersThatAreTheirs(@TempDir Path data)
      throws Exception {
    try (HedgerowServer server = start(data);
        Chromium chromium = new Chromium()) {
      Page lead = page(chromium.browser());
      lead.navigate(server.adminLink().orElseThrow().toString());
      logIn(lead, "lead");
      looksRight(lead, server, PAGES);
      assertThat(text(lead, server, "/console/sources")).contains("No source has written a label");
      assertThat(text(lead, server, "/console/team")).contains("numbers of persons");

      String key = server.issueKey("test", Set.of(Permission.ADMIN));
      post(
          server,
          key,
          "/v1/people",
          "{\"name\":\"rev\",\"password\":\"%s\",\"roles\":[\"reviewer\"]}");
      doubtful(server, key, "p1");
      runTheQueue(lead, server);
      decideFirst(lead, server);
      String source = "//tr[contains(., 'doubter') and contains(., '100%')]";
      awaitText(lead, server, "/console/sources", source);
      assertThat(lead.locator(source)).containsText("needs 5 audited labels, there are 0");
      assertThat(lead.locator(source)).containsText("100%");

      open(lead, server, "/console/team");
      lead.locator("form:has(input[value=general]) [name=golden]").fill("2");
      lead.locator("form:has(input[value=general]) [name=second]").fill("50");
      lead.locator("form:has(input[value=general]) button").click();
      assertThat(lead.locator("form:has(input[value=general]) [name=second]")).hasValue("50.0");
      lead.getByText("Decided cases, those").click();
      lead.getByText("make golden").click();
      assertThat(lead.locator("form[action$=golden] [name=case]")).hasValue("1");
      lead.locator("form[action$=golden] [name=policy]").selectOption("spam");
      lead.locator("form[action$=golden] [name=why]").fill("<b>a plain flood</b>");
      lead.locator("form[action$=golden] button").click();
      assertThat(lead.locator("[aria-label='Golden cases']")).containsText("<b>a plain flood</b>");
      lead.locator("form[action$=calibration] [name=title]").fill("Floods");
      lead.locator("form[action$=calibration] [name=cases]").fill("1");
      lead.locator("[name=people][value='person:rev']").check();
      lead.locator("[name=people]:not([type=checkbox])").fill("person:lead");
      lead.locator("form[action$=calibration] button").click();
      lead.waitForURL("**/console/calibration/*");
      String session = lead.url().substring(lead.url().indexOf("/console/"));
      assertThat(lead.locator("main")).containsText("person:rev has 1 left");
      looksRight(lead, server, List.of("/console/team", session));

      Page reviewer = page(chromium.browser());
      open(reviewer, server, "/login");
      logIn(reviewer, "rev");
      assertThat(reviewer.locator("nav").first()).not().containsText("Team");
      decideFirst(reviewer, server);
      assertThat(text(reviewer, server, session)).contains("person:lead has 1 left");
      decideFirst(lead, server);
      awaitText(reviewer, server, session, "tbody tr");
      assertThat(reviewer.locator("tbody tr").first()).containsText("spam");
      looksRight(reviewer, server, List.of("/console/numbers", session, "/console/sources"));
    }
    assertThat(complaints).isEmpty();
  }

  /** Sees what waits, gives it to one person and back, and says what somebody works on. */
  private static void runTheQueue(Page lead, HedgerowServer server) {
    String row = "//tr[contains(., 'pin:p1')]";
    awaitText(lead, server, "/console/queues?queue=general", row);
    assertThat(lead.locator(row)).containsText("50%");
    lead.locator(row + "//select").selectOption("person:rev");
    lead.locator(row + "//button").click();
    assertThat(lead.locator(row + "//select")).hasValue("person:rev");
    lead.locator(row + "//select").selectOption("");
    lead.locator(row + "//button").click();
    assertThat(lead.locator(row + "//select")).hasValue("");

    lead.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("person:rev")).click();
    lead.locator("[name=languages]").fill("en, de");
    lead.locator("[name=soft]").fill("20");
    lead.locator("form[action$=reviewers] button").click();
    assertThat(lead.locator("//tr[contains(., 'person:rev')]")).containsText("en, de");
  }

  private static HedgerowServer start(Path data) {
    return HedgerowServer.start(
        ServerSettings.of(
            Map.of(
                "hedgerow.port", "0",
                "hedgerow.data", data.toString(),
                "hedgerow.pack", "src/test/resources/packs/small",
                "hedgerow.log-events", "false")));
  }

  private Page page(Browser browser) {
    Page page = browser.newContext().newPage();
    page.onPageError(complaints::add);
    return page;
  }

  private static void open(Page page, HedgerowServer server, String path) {
    page.navigate(server.address().resolve(path).toString());
  }

  private static String text(Page page, HedgerowServer server, String path) {
    open(page, server, path);
    return page.locator("main").innerText();
  }

  private static void logIn(Page page, String name) {
    page.fill("[name=username]", name);
    page.fill("[name=password]", PASSWORD);
    page.click("main button");
    page.waitForURL("**/console/live");
  }

  private static void awaitText(Page page, HedgerowServer server, String path, String locator) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    do {
      open(page, server, path);
    } while (page.locator(locator).count() == 0 && System.nanoTime() < deadline);
  }

  /** Takes the first case that comes and says that it is spam, as a plain form. */
  private static void decideFirst(Page page, HedgerowServer server) {
    awaitText(page, server, "/console/review", "[data-case]");
    page.keyboard().press("1");
    page.keyboard().press("Enter");
    assertThat(page.locator("[data-done]"))
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(20_000));
  }

  private static void looksRight(Page page, HedgerowServer server, List<String> paths)
      throws IOException {
    try (InputStream in =
        TeamPagesIT.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      String axe = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
        for (String path : paths) {
          open(page, server, path);
          page.evaluate(axe);
          Object violations =
              page.evaluate(
                  "axe.run({runOnly: ['wcag2a', 'wcag2aa']}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))");
          assertThat((List<?>) violations).as(scheme + " " + path).isEmpty();
        }
      }
    }
    page.setViewportSize(640, 450);
    for (String path : paths) {
      open(page, server, path);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as("twice the size " + path)
          .isEqualTo(true);
    }
    page.setViewportSize(1280, 720);
  }

  private static void doubtful(HedgerowServer server, String key, String pin) throws Exception {
    post(
        server,
        key,
        "/v1/events",
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/t\",\"type\":\"pin.created\",\"time\":\"%s\",\"data\":{\"actor\":\"a\",\"pin\":\"%s\",\"title\":\"a pin\"}}"
            .formatted(pin, Instant.now(), pin));
    post(
        server,
        key,
        "/v1/labels",
        "{\"entity\":\"pin:%s\",\"policy\":\"spam\",\"confidence\":0.5,\"reason\":\"doubt\",\"source\":{\"kind\":\"model\",\"id\":\"doubter\",\"version\":\"1\"}}"
            .formatted(pin));
  }

  private static void post(HedgerowServer server, String key, String path, String body)
      throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(server.address().resolve(path))
                  .header("Authorization", "Bearer " + key)
                  .header(
                      "Content-Type",
                      path.endsWith("events") ? "application/cloudevents+json" : "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body.formatted(PASSWORD)))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }
  }
}
