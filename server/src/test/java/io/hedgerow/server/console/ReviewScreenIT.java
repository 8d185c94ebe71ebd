package io.hedgerow.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The desk in a real browser. One server and one person for all: each test works off what it put
 * there.
 */
@EnabledIf(
    value = "io.hedgerow.server.console.Chromium#isInstalled",
    disabledReason = "no Chromium is installed (Debian: apt-get install chromium)")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ReviewScreenIT {
  private static final String HOSTILE =
      "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

  private Site site;
  private Chromium chromium;
  private Page alice;
  private final List<String> complaints = new ArrayList<>();
  private final List<String> media = new ArrayList<>();
  private final List<Response> shown = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path data) {
    site = new Site(data, "hedgerow.notice-address", "https://pins.example/{kind}/{id}");
    chromium = new Chromium();
    alice = chromium.browser().newContext().newPage();
    alice.onPageError(complaints::add);
    alice.onRequest(this::heard);
    alice.onResponse(this::heard);
    site.firstLogIn(alice, "alice");
  }

  private void heard(Request request) {
    assertThat(request.url()).startsWith(site.server.address().toString());
    if (request.url().contains("/media/")) {
      media.add(request.url());
    }
  }

  private void heard(Response response) {
    if (response.url().contains("/media/")) {
      shown.add(response);
    }
  }

  @AfterAll
  void stop() {
    chromium.close();
    site.close();
  }

  private Locator title() {
    return alice.locator("#desk h2").first();
  }

  private void decide(String key) {
    alice.keyboard().press(key);
    alice.keyboard().press("Enter");
  }

  private void done() {
    assertThat(alice.locator("[data-done]"))
        .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
  }

  /** Loads the desk until the case is there: it comes within a second or so of what leads to it. */
  private void take(String entity) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    do {
      site.open(alice, "/console/review");
    } while (System.nanoTime() < deadline
        && (title().count() == 0 || !entity.equals(title().textContent())));
    next(entity);
  }

  private void next(String entity) {
    assertThat(title()).hasText(entity, new LocatorAssertions.HasTextOptions().setTimeout(20_000));
  }

  @Test
  @Order(1)
  void aGravePictureIsFetchedOnlyWhenItIsAskedForAndNeverShownTwice() {
    String image = site.picture(1);
    site.event(
        "board.created",
        "{\"actor\":\"author\",\"board\":\"b1\",\"title\":\"Things seen outside\"}");
    for (String pin : List.of("g1", "g2")) {
      site.event(
          "pin.created",
          "{\"actor\":\"author\",\"pin\":\"%s\",\"board\":\"b1\",\"title\":\"%s\",\"link\":\"https://xn--pypal-4ve.example/a\",\"link_title\":\"A shop\",\"image\":\"%s\"}"
              .formatted(pin, pin.equals("g1") ? "the first of two" : "quite another one", image));
    }
    site.report("g1", "violence");
    site.report("g2", "violence");
    take("pin:g1");
    while (alice.locator(".event").textContent().indexOf("quite another one") < 0) {
      site.open(alice, "/console/review"); // threads are followed beside cases
    }
    next("pin:g1");

    assertThat(alice.locator(".event")).hasClass(Pattern.compile("covered"));
    assertThat(alice.locator(".event > .veil")).hasAttribute("aria-hidden", "true");
    assertThat(media).isEmpty();
    assertThat(alice.locator(".event")).containsText("Under board:b1");
    assertThat(alice.locator(".event")).containsText("Things seen outside");
    assertThat(alice.locator(".event")).containsText("quite another one");
    assertThat(alice.locator(".preview").first()).containsText("A shop");
    assertThat(alice.locator(".preview .tag").first()).hasText("xn--pypal-4ve.example");
    Site.looksRight(alice);
    Site.keep(alice, "review-covered");

    alice.keyboard().down("v");
    assertThat(alice.locator(".event > .veil")).hasAttribute("aria-hidden", "false");
    Locator picture = alice.locator(".event img.picture").first();
    assertThat(picture).hasJSProperty("naturalWidth", 320);
    Site.keep(alice, "review-uncovered");
    alice.waitForResponse(
        answer -> answer.url().endsWith("/uncovered"), () -> alice.keyboard().up("v"));
    assertThat(alice.locator(".event > .veil")).hasAttribute("aria-hidden", "true");
    Map<String, String> headers = shown.getFirst().allHeaders();
    assertThat(headers)
        .containsEntry("content-type", "image/jpeg")
        .containsEntry("x-content-type-options", "nosniff")
        .containsEntry("content-security-policy", "default-src 'none'; sandbox")
        .containsEntry("content-disposition", "inline; filename=\"picture.jpg\"")
        .containsEntry("cache-control", "no-store");
    String seen = media.getFirst();
    media.clear();

    // The next case was fetched before the picture was looked at: the desk looks again.
    alice.waitForResponse(answer -> answer.url().endsWith("/decide"), () -> decide("1"));
    next("pin:g2");
    site.open(alice, "/console/review");
    assertThat(alice.locator(".note").first()).containsText("You looked at this picture");
    assertThat(media).isEmpty();
    assertThat(Objects.requireNonNull(alice.navigate(seen)).status()).isEqualTo(404);
    site.open(alice, "/console/review");
    decide("0");
    done();
    site.awaitAction("pin:g1", "interstitial");
    site.awaitAction("pin:g2", "none");
  }

  @Test
  @Order(2)
  void whatUsersWriteIsTextAndNothingOfItRuns() {
    String id = "x\\\"><b>..%2f..%2fetc";
    site.event(
        "pin.created",
        "{\"actor\":\"au<i>thor\",\"pin\":\"%s\",\"title\":\"%s\",\"image\":\"../../etc/passwd\\u0000.svg\"}"
            .formatted(id, HOSTILE.replace("\"", "\\\"")));
    site.report(id, "spam");
    take("pin:" + id.replace("\\\"", "\""));

    assertThat(alice.locator(".event .said").first()).hasText(HOSTILE);
    assertThat(alice.locator(".event")).containsText("A picture that is not kept here");
    assertThat(alice.evaluate("window.hacked")).isNull();
    assertThat(alice.locator(".event img")).hasCount(0);
    Site.looksRight(alice);
    decide("0");
    done();
  }

  @Test
  @Order(3)
  void anotherActionThanThePolicysNeedsAReasonAndHolds() {
    site.event("pin.created", "{\"actor\":\"author\",\"pin\":\"o1\",\"title\":\"soap to buy\"}");
    site.report("o1", "spam");
    take("pin:o1");

    alice.keyboard().press("1");
    alice.keyboard().press("a");
    alice.selectOption("[name=action]", "label");
    alice.keyboard().press("Escape");
    alice.keyboard().press("Enter");
    assertThat(alice.locator("[name=reason]")).isFocused();
    next("pin:o1");
    alice.keyboard().type("a small shop, a first time");
    alice.keyboard().press("Enter");
    done();

    site.awaitAction("pin:o1", "label");
    site.await("/v1/entities/pin/o1", "a small shop, a first time");
  }

  @Test
  @Order(4)
  void aNoteStaysWithTheCaseAndAMoveTakesItAway() {
    site.event("pin.created", "{\"actor\":\"author\",\"pin\":\"m1\",\"title\":\"soap to see\"}");
    site.report("m1", "spam");
    take("pin:m1");

    alice.keyboard().press("n");
    alice.keyboard().type("<b>asked the shop</b>");
    alice.keyboard().press("Enter");
    assertThat(alice.locator("#said")).hasText("Noted.");
    assertThat(alice.locator(".notes")).containsText("<b>asked the shop</b>");
    next("pin:m1");
    alice.keyboard().press("Escape");
    alice.keyboard().press("m");
    alice.selectOption("[name=queue]", "hate_and_harassment");
    alice.click("button[formaction$='/move']");
    site.await("/v1/queues", "\"queue\":\"hate_and_harassment\"");
    site.open(alice, "/console/review");
    next("pin:m1");
    assertThat(alice.locator(".notes")).containsText("person:alice: <b>asked the shop</b>");
    decide("0");
    done();
  }

  @Test
  @Order(5)
  void aDecisionSentTwiceOrTooLateIsToldAndChangesNothing() {
    site.event("pin.created", "{\"actor\":\"author\",\"pin\":\"t1\",\"title\":\"soap to smell\"}");
    site.report("t1", "spam");
    take("pin:t1");
    String send =
        """
        async (policy) => {
          const form = document.querySelector('form.decide');
          const body = new URLSearchParams(new FormData(form));
          body.set('policy', policy);
          const answer = await fetch(form.getAttribute('action'), { method: 'POST', body, headers: { Accept: 'application/json' } });
          return [answer.status, await answer.text()];
        }
        """;
    List<?> first = (List<?>) alice.evaluate(send, "spam");
    List<?> again = (List<?>) alice.evaluate(send, "none");
    assertThat(first.getFirst()).isEqualTo(200);
    assertThat(again).isEqualTo(first);
    site.awaitAction("pin:t1", "limit");

    // The page does not know yet; what it sends now is about a lease that is gone for a new
    // decision.
    alice.evaluate(
        "document.querySelector('form.decide [name=lease]').value = crypto.randomUUID()");
    decide("1");
    assertThat(alice.locator("#said")).containsText("somebody else has this case");
    assertThat(alice.locator("form.decide [name=policy]:checked")).hasValue("spam");
  }

  @Test
  @Order(5)
  void whatIsChangedUnderAReviewersEyesComesBackAndIsDecidedAsItIsNow() {
    site.event("pin.created", "{\"actor\":\"author\",\"pin\":\"w1\",\"title\":\"a rose garden\"}");
    site.report("w1", "spam");
    take("pin:w1");
    site.event("pin.created", "{\"actor\":\"author\",\"pin\":\"w1\",\"title\":\"pills to buy\"}");

    alice.keyboard().press("b");
    alice.keyboard().type("only roses");
    alice.keyboard().press("Escape");
    decide("0");
    assertThat(alice.locator("#said")).containsText("title changed while you had the case");
    next("pin:w1");
    assertThat(alice.locator("#desk .note[role=alert]")).containsText("title changed");
    assertThat(alice.locator("#desk .veil")).containsText("pills to buy");
    assertThat(alice.locator("#desk .veil blockquote").first()).containsText("a rose garden");
    assertThat(alice.locator("form.decide [name=policy]:checked")).hasCount(0);
    assertThat(alice.locator("[name=reason]")).hasValue("only roses");

    decide("1");
    done();
    site.awaitAction("pin:w1", "limit");
  }

  @Test
  @Order(6)
  void somebodyWithoutAnAccountGivesNoticeAndReadsWhatBecameOfIt() {
    site.event("pin.created", "{\"actor\":\"author\",\"pin\":\"n1\",\"title\":\"soap to notice\"}");
    Page reader = chromium.browser().newContext().newPage();
    reader.onPageError(complaints::add);
    site.open(reader, "/notice");
    Site.looksRight(reader);
    Site.keep(reader, "notice");
    reader.fill("#items", "https://pins.example/pin/n1?utm=1\nhttps://elsewhere.example/x");
    reader.selectOption("#policy", "spam");
    reader.fill("#text", "<b>the same soap</b> everywhere");
    reader.check("[name=faith]");
    reader.click("button.main");
    assertThat(reader.locator("[role=alert]")).containsText("names nothing here");
    assertThat(reader.locator("#text")).hasValue("<b>the same soap</b> everywhere");
    reader.fill("#items", "https://pins.example/pin/n1?utm=1\npin:never-heard-of");
    reader.check("[name=faith]");
    reader.click("button.main");

    assertThat(reader.locator(".receipt")).hasText(Pattern.compile("[2-9A-Z]{12}"));
    assertThat(reader.locator("tbody")).containsText("A person will look at it.");
    assertThat(reader.locator("tbody")).containsText("We know of nothing by that name.");
    assertThat(reader.locator("dd.said")).hasText("<b>the same soap</b> everywhere");
    Site.looksRight(reader);

    take("pin:n1");
    assertThat(alice.locator("#desk")).containsText("notice:");
    decide("1");
    done();
    site.awaitAction("pin:n1", "limit");
    reader.reload();
    assertThat(reader.locator("tbody")).containsText("You were right. In force now: limit.");
    Site.keep(reader, "notice-outcome");
  }

  @Test
  @Order(7)
  void whoSaysWhatTheyNeverWantToSeeGetsNoneOfIt() {
    site.open(alice, "/console/review");
    alice.click(".mine summary");
    alice.check(".mine [value=hate]");
    alice.click(".mine button");
    assertThat(alice.locator(".mine [value=hate]")).isChecked();
    site.event("pin.created", "{\"actor\":\"author\",\"pin\":\"h1\",\"title\":\"soap to hate\"}");
    site.report("h1", "hate");
    site.await("/v1/queues", "\"queue\":\"hate_and_harassment\"");
    site.open(alice, "/console/review");
    done();
    Site.looksRight(alice);

    alice.click(".mine summary");
    alice.uncheck(".mine [value=hate]");
    alice.click(".mine button");
    next("pin:h1");
    alice.waitForLoadState(); // keys pressed before the script runs are nobody's
    decide("0");
    done();
  }

  @Test
  @Order(8)
  void nothingWentWrongInTheBrowser() {
    assertThat(complaints).isEmpty();
    assertThat(site.get("/v1/audit/verify").body()).contains("\"intact\":true");
  }

  /**
   * Prints how long a reviewer waits from a decision to the next case: mvn -Dhedgerow.measure=true.
   */
  @Test
  @Order(9)
  @EnabledIfSystemProperty(named = "hedgerow.measure", matches = "true")
  void measureFromDecisionToNextCaseOnScreen() {
    int cases = 120;
    String picture = site.picture(2);
    for (int i = 0; i < cases; i++) {
      site.event(
          "pin.created",
          "{\"actor\":\"a%d\",\"pin\":\"w%d\",\"board\":\"b1\",\"title\":\"pin number %s\",\"image\":\"%s\"}"
              .formatted(i, i, Integer.toString(i, 36).replaceAll("[0-9]", "z"), picture));
      site.report("w" + i, "spam");
    }
    site.awaitOpen(cases);
    site.open(alice, "/console/review");
    alice.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    for (int i = 0; i < cases - 1; i++) {
      String before = title().textContent();
      alice.waitForTimeout(700); // a person looks at a case
      decide("0");
      assertThat(title()).not().hasText(before);
    }
    Object waits =
        alice.evaluate(
            "performance.getEntriesByName('next').map(e => e.duration).sort((a, b) => a - b)");
    List<Double> sorted =
        ((List<?>) waits).stream().map(wait -> ((Number) wait).doubleValue()).toList();
    System.out.printf(
        "decision to next case on screen: %d cases, median %.1f ms, p95 %.1f ms, worst %.1f ms%n",
        sorted.size(),
        sorted.get(sorted.size() / 2),
        sorted.get(sorted.size() * 95 / 100),
        sorted.getLast());
  }
}
