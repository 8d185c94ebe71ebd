package io.hedgerow.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engineer's first visit, in a real browser. One visit told in order: the account is made once,
 * as its link works once.
 */
@EnabledIf(
    value = "io.hedgerow.server.console.Chromium#isInstalled",
    disabledReason = "no Chromium is installed (Debian: apt-get install chromium)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ConsoleIT {
  private static final String HOSTILE =
      "<script>window.hacked=1</script><img src=x onerror=window.hacked=1>";

  private final List<String> complaints = new ArrayList<>();
  private HedgerowServer server = unstarted();
  private Chromium chromium = unstarted();
  private BrowserContext context = unstarted();
  private Page page = unstarted();
  private String axe = "";

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // filled in before any test
  private static <T> T unstarted() {
    return null;
  }

  @BeforeAll
  void start(@TempDir Path data) throws IOException {
    server =
        HedgerowServer.start(
            ServerSettings.of(
                Map.of(
                    "hedgerow.port", "0",
                    "hedgerow.data", data.toString(),
                    "hedgerow.pack", "../packs/pinboard",
                    "hedgerow.log-events", "false")));
    chromium = new Chromium();
    context = chromium.browser().newContext();
    page = context.newPage();
    page.onPageError(complaints::add);
    page.onConsoleMessage(this::note);
    try (InputStream in =
        ConsoleIT.class.getResourceAsStream(
            "/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      axe = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Browsers ask for an icon on pages that name none; that is no fault of the console. */
  private void note(ConsoleMessage message) {
    if (message.type().equals("error") && !message.location().contains("favicon.ico")) {
      complaints.add(message.text() + " at " + message.location());
    }
  }

  @AfterAll
  void stop() {
    chromium.close();
    server.close();
  }

  private void open(String path) {
    page.navigate(server.address().resolve(path).toString());
  }

  @Test
  @Order(1)
  void theSetupLinkLeadsToAnEmptyLivePageThatSaysWhatToDo() {
    page.navigate(server.adminLink().orElseThrow().toString());
    page.fill("[name=username]", "alice");
    page.fill("[name=password]", "correct horse battery staple");
    page.click("main button");
    page.waitForURL("**/console/live");
    assertThat(page.locator("td.empty")).containsText("No event has come yet");
  }

  @Test
  @Order(2)
  void decisionsAppearByThemselvesWithTheirReasons() throws IOException, InterruptedException {
    flood(25);
    assertThat(page.locator("tr[data-href]").first())
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(20_000));
    open("/console/live?verdict=limit");
    assertThat(page.locator("tbody#rows tr").first()).containsText("link-flood-new-account");
    assertThat(page.locator("[data-chart=verdicts][data-drawn]")).isVisible();
  }

  /** A new account that pins the same shop again and again, under a hostile title. */
  private void flood(int pins) throws IOException, InterruptedException {
    String key = server.issueKey("test", Set.of(Permission.EVENTS_WRITE));
    Instant now = Instant.now();
    List<String> events = new ArrayList<>();
    for (int i = 0; i < pins; i++) {
      events.add(
          """
          {"specversion":"1.0","id":"e%d","source":"/t","type":"pin.created","time":"%s","data":{"actor":\
          {"id":"u1","created_at":"%s","followers":1},"pin":"p%d","title":"%s","link":"https://shop.example/%d"}}\
          """
              .formatted(
                  i, now.minusSeconds(60 - i), now.minus(Duration.ofHours(5)), i, HOSTILE, i));
    }
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve("/v1/events"))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/cloudevents-batch+json")
            .POST(HttpRequest.BodyPublishers.ofString("[" + String.join(",", events) + "]"))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  @Order(3)
  void theKeyboardLeadsFromARowToItsTrace() {
    open("/console/live?verdict=limit");
    page.locator("body").press("j");
    page.keyboard().press("Enter");
    page.waitForURL("**/console/decisions/*");
    Locator rule = page.locator("details.rule[open]").first();
    assertThat(rule).containsText("link-flood-new-account");
    assertThat(rule).containsText("counter.links_by_actor_1h > 20");
    assertThat(rule.locator("output.yes").first()).hasText("true");
  }

  @Test
  @Order(4)
  void whatPeopleWroteIsShownAsTextAndNeverRun() {
    assertThat(page.locator(".event dt")).hasText(new String[] {"title", "link"});
    assertThat(page.locator(".said").first()).hasText(HOSTILE);
    assertThat(page.evaluate("window.hacked")).isNull();
  }

  @Test
  @Order(5)
  void undoTakesLabelsBackAndRestoresWhatWasInForce() {
    open("/console/entities/pin/p24");
    assertThat(page.locator(".big")).not().containsText("none");
    page.fill("form[action$='/undo'] [name=reason]", "it was a school project");
    page.click("form[action$='/undo'] button");
    assertThat(page.locator(".big")).hasText("none");
    assertThat(page.locator(".timeline .gone").first()).containsText("spam");
    assertThat(page.locator(".timeline")).containsText("it was a school project");
  }

  @Test
  @Order(6)
  void strikesAreToldByPolicyWithWhatEachIsFor() {
    open("/console/entities/account/u1");
    Locator spam = page.locator("details.label", new Page.LocatorOptions().setHasText("spam"));
    assertThat(spam.locator("summary"))
        .containsText(Pattern.compile("\\d+ strikes.*the last until"));
    spam.locator("summary").click();
    assertThat(spam.locator("a[href='/console/entities/pin/p23']")).isVisible();
  }

  @Test
  @Order(7)
  void packAndHealthShowWhatRuns() {
    open("/console/pack");
    assertThat(
            page.locator("tbody tr", new Page.LocatorOptions().setHasText("link-flood-new-account"))
                .first())
        .containsText("live");
    assertThat(page.locator("[data-chart=graph][data-drawn]")).isVisible();
    page.getByText("How they are evaluated").click();
    page.locator("select[name=type]").selectOption("pin.created");
    page.locator("main form button").click();
    page.waitForURL("**/console/pack/plan?type=pin.created");
    assertThat(
            page.locator(
                "[aria-labelledby=rules] tbody",
                new Page.LocatorOptions().setHasText("link-flood-new-account")))
        .containsText(Pattern.compile("counter\\.[a-z0-9_]+[\\s\\S]* ns[\\s\\S]*%"));
    open("/console/health");
    for (String part : List.of("engine", "commits", "pack", "quotas")) {
      assertThat(
              page.locator(
                  ".parts tbody tr",
                  new Page.LocatorOptions()
                      .setHas(
                          page.getByRole(
                              AriaRole.ROWHEADER,
                              new Page.GetByRoleOptions().setName(part).setExact(true)))))
          .containsText("fine");
    }
    assertThat(page.locator("table.parts")).containsText("pinboard, version");
  }

  @Test
  @Order(8)
  void everyPageIsAccessibleInLightAndDark() {
    String decision = decisionAddress();
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      for (String path :
          List.of(
              "/console/live",
              decision,
              "/console/entities/pin/p24",
              "/console/entities/account/u1",
              "/console/pack",
              "/console/pack/plan?type=pin.created",
              "/console/health")) {
        open(path);
        page.evaluate(axe);
        Object violations =
            page.evaluate(
                "axe.run({runOnly: ['wcag2a', 'wcag2aa']}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))");
        assertThat((List<?>) violations).as(scheme + " " + path).isEmpty();
      }
    }
  }

  private String decisionAddress() {
    open("/console/live?verdict=limit");
    return String.valueOf(page.locator("tr[data-href]").first().getAttribute("data-href"));
  }

  @Test
  @Order(9)
  void atTwiceTheSizeNoPageScrollsSideways() {
    page.setViewportSize(640, 450);
    for (String path :
        List.of(
            "/console/live",
            "/console/pack",
            "/console/pack/plan",
            "/console/entities/account/u1")) {
      open(path);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as(path)
          .isEqualTo(true);
    }
  }

  @Test
  @Order(10)
  void theBrowserHadNothingToComplainAbout() {
    assertThat(complaints).isEmpty();
  }

  @Test
  @Order(11)
  void whatIsNotThereIsToldOnAPageAndToProgramsAsAProblem() throws Exception {
    open("/console/%3Cscript%3E");
    assertThat(page.locator("h1")).hasText("There is no such thing");
    assertThat(page.locator("main")).containsText("there is nothing at `/console/%3Cscript%3E`");
    open("/console/decisions/none");
    assertThat(page.locator("main")).containsText("there is no decision `none`");
    page.evaluate(axe);
    assertThat((List<?>) page.evaluate("axe.run().then(r => r.violations.map(v => v.id))"))
        .isEmpty();
    page.getByText("To the console").click();
    page.waitForURL("**/console/live");

    String key = server.issueKey("reader", Set.of(Permission.DECISIONS_READ));
    HttpRequest request =
        HttpRequest.newBuilder(server.address().resolve("/v1/decisions/" + "0".repeat(32)))
            .header("Authorization", "Bearer " + key)
            .header("Accept", "text/html,*/*;q=0.8")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    }
  }

  @Test
  @Order(12)
  void whoIsNotLoggedInIsSentToTheLogin() {
    context.clearCookies();
    open("/console/live");
    assertThat(URI.create(page.url()).getPath()).isEqualTo("/login");
  }
}
