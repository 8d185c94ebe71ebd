package io.hedgerow.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What users, reviewers and leads see of restrictions, objections and bulk actions. */
@EnabledIf(
    value = "io.hedgerow.server.console.Chromium#isInstalled",
    disabledReason = "no Chromium is installed (Debian: apt-get install chromium)")
final class AppealPagesIT {
  private final List<String> complaints = new ArrayList<>();

  @Test
  void restrictionsObjectionsAndBulkActionsAreReadableInLightDarkAndAtTwiceTheSize(
      @TempDir Path data) {
    try (Site site = new Site(data, "hedgerow.bulk-alone", "1");
        Chromium chromium = new Chromium()) {
      Page lead = page(chromium);
      site.firstLogIn(lead, "lena");
      site.person("rob", "reviewer");
      site.event(
          "pin.created",
          "{\"actor\":\"author\",\"pin\":\"p1\",\"title\":\"my own shop, come in\"}");
      site.report("p1", "spam");
      Page reviewer = page(chromium);
      site.open(reviewer, "/login");
      site.logIn(reviewer, "rob");
      take(site, reviewer, "pin:p1");
      decide(reviewer, "1");
      site.awaitAction("pin:p1", "limit");

      Page user = page(chromium);
      String link = statement(site);
      site.open(user, link);
      looked(user, "statement");
      user.fill("#text", "It is my own shop, and <b>nobody</b> is misled.");
      user.click("main button");
      assertThat(user.locator("[role=status]")).containsText("will look at it");
      looked(user, "statement-waiting");

      site.open(lead, "/console/appeals");
      looked(lead, "appeals-waiting");
      take(site, lead, "pin:p1");
      looked(lead, "appeal-case");
      decide(lead, "0");
      assertThat(lead.locator("[data-done]"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
      site.awaitAction("pin:p1", "none");
      user.reload();
      looked(user, "statement-overturned");
      site.open(lead, "/console/appeals");
      looked(lead, "appeals-answered");
      site.open(lead, "/console/entities/pin/p1");
      lead.locator("summary", new Page.LocatorOptions().setHasText("Judge it")).click();
      looked(lead, "entity");
      bulk(site, lead);
    }
    assertThat(complaints).isEmpty();
  }

  private static void bulk(Site site, Page lead) {
    site.open(lead, "/console/bulk");
    looked(lead, "bulk");
    lead.setInputFiles(
        "[name=file]",
        new FilePayload(
            "wave.csv",
            "text/csv",
            "entity\npin:w1\npin:w2\nteapot:3\npin:w1\nno kind at all\n"
                .getBytes(StandardCharsets.UTF_8)));
    lead.fill("[name=reason]", "a wave of links");
    lead.locator("main button").first().click();
    assertThat(lead.getByText("waits for somebody to start it"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
    lead.locator("summary", new Page.LocatorOptions().setHasText("What is wrong")).click();
    looked(lead, "bulk-foreseen");
    lead.locator("button.main").click();
    assertThat(lead.getByText("waits for a second person").first()).isVisible();
    looked(lead, "bulk-waiting");
    site.open(lead, "/console/bulk");
    looked(lead, "bulk-list");
    for (String path : List.of("team", "sources", "numbers", "health")) {
      site.open(lead, "/console/" + path);
      looked(lead, path);
    }
  }

  private Page page(Chromium chromium) {
    Page page = chromium.browser().newContext().newPage();
    page.onPageError(complaints::add);
    return page;
  }

  /** Holds a page to what people need to read it, and keeps how it looks. */
  private static void looked(Page page, String name) {
    Site.looksRight(page);
    for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      Site.keep(page, name + (scheme == ColorScheme.DARK ? "-dark" : ""));
    }
  }

  private static void take(Site site, Page page, String entity) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    do {
      site.open(page, "/console/review");
    } while (page.locator("#desk h2").count() == 0 && System.nanoTime() < deadline);
    assertThat(page.locator("#desk h2").first()).hasText(entity);
  }

  private static void decide(Page page, String key) {
    page.keyboard().press(key);
    page.keyboard().press("Enter");
  }

  private static String statement(Site site) {
    site.await("/v1/statements?entity=pin:p1", "\"link\":\"");
    Matcher link =
        Pattern.compile("\"link\":\"([^\"]+)\"")
            .matcher(site.get("/v1/statements?entity=pin:p1").body());
    assertThat(link.find()).isTrue();
    return URI.create(Objects.requireNonNull(link.group(1))).getPath();
  }
}
