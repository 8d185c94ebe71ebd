package io.hedgerow.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.hedgerow.server.HedgerowServer;
import io.hedgerow.server.access.Permission;
import io.hedgerow.server.settings.ServerSettings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;

/** A server with the pinboard pack, and what browser tests send to it and ask of it. */
final class Site implements AutoCloseable {
  static final String PASSWORD = "correct horse battery staple";
  private static final long PATIENCE = 60_000_000_000L;

  final HedgerowServer server;
  private final String key;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger events = new AtomicInteger();

  Site(Path data, String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("hedgerow.port", "0");
    all.put("hedgerow.data", data.toString());
    all.put("hedgerow.pack", "../packs/pinboard");
    all.put("hedgerow.log-events", "false");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    server = HedgerowServer.start(ServerSettings.of(all));
    key = server.issueKey("test", Set.of(Permission.ADMIN));
  }

  /** The first person, who may do everything. */
  void firstLogIn(Page page, String name) {
    page.navigate(server.adminLink().orElseThrow().toString());
    logIn(page, name);
  }

  void logIn(Page page, String name) {
    page.fill("[name=username]", name);
    page.fill("[name=password]", PASSWORD);
    page.click("main button");
    page.waitForURL("**/console/live");
  }

  void person(String name, String role) {
    post(
        "/v1/people",
        "application/json",
        "{\"name\":\"%s\",\"password\":\"%s\",\"roles\":[\"%s\"]}".formatted(name, PASSWORD, role));
  }

  void open(Page page, String path) {
    page.navigate(server.address().resolve(path).toString());
  }

  void event(String type, String data) {
    post(
        "/v1/events",
        "application/cloudevents+json",
        "{\"specversion\":\"1.0\",\"id\":\"e%d\",\"source\":\"/t\",\"type\":\"%s\",\"time\":\"%s\",\"data\":%s}"
            .formatted(events.incrementAndGet(), type, Instant.now(), data));
  }

  void report(String pin, String policy) {
    event(
        "report.filed",
        "{\"actor\":\"watcher\",\"pin\":\"%s\",\"owner\":\"author\",\"policy\":\"%s\",\"text\":\"look\"}"
            .formatted(pin, policy));
  }

  /** Sends a harmless drawing and gives its id. */
  String picture(int seed) {
    Matcher id =
        Pattern.compile("\"id\":\"([0-9a-f]{32})\"")
            .matcher(post("/v1/images", "image/png", drawing(seed)));
    assertThat(id.find()).isTrue();
    return Objects.requireNonNull(id.group(1));
  }

  private static byte[] drawing(int seed) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(320, 240, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    for (int i = 0; i < 30; i++) {
      pen.setColor(new Color(random.nextInt(0x1000000)));
      pen.fillOval(
          random.nextInt(300),
          random.nextInt(220),
          20 + random.nextInt(90),
          20 + random.nextInt(90));
    }
    pen.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return bytes.toByteArray();
  }

  String post(String path, String type, String body) {
    return post(path, type, body.getBytes(StandardCharsets.UTF_8));
  }

  private String post(String path, String type, byte[] body) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(server.address().resolve(path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return answer.body();
  }

  HttpResponse<String> get(String path) {
    return send(
        HttpRequest.newBuilder(server.address().resolve(path))
            .header("Authorization", "Bearer " + key));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(interrupted);
    }
  }

  /** Waits until the answer says it; what is written elsewhere shows within a second or so. */
  void await(String path, String wanted) {
    long deadline = System.nanoTime() + PATIENCE;
    String answer = get(path).body();
    while (!answer.contains(wanted) && System.nanoTime() < deadline) {
      answer = get(path).body();
    }
    assertThat(answer).as(path).contains(wanted);
  }

  void awaitAction(String entity, String action) {
    await("/v1/enforcement/" + entity, "\"action\":\"" + action + "\",\"surfaces\"");
  }

  /** Loads the desk until that many cases wait. */
  void awaitOpen(int cases) {
    long deadline = System.nanoTime() + PATIENCE;
    while (open() < cases && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(open()).isGreaterThanOrEqualTo(cases);
  }

  private int open() {
    Matcher open = Pattern.compile("\"open\":(\\d+)").matcher(get("/v1/queues").body());
    int sum = 0;
    while (open.find()) {
      sum += Integer.parseInt(Objects.requireNonNull(open.group(1)));
    }
    return sum;
  }

  /**
   * In light and dark nothing that axe finds wrong; at twice the size and on a tablet nothing cut.
   */
  static void looksRight(Page page) {
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
      page.evaluate(axe());
      Object violations =
          page.evaluate(
              "axe.run({runOnly: ['wcag2a', 'wcag2aa']}).then(r => r.violations.map(v => v.id + ' ' + v.nodes[0].html))");
      assertThat((List<?>) violations).as(scheme + " " + page.url()).isEmpty();
    }
    for (int[] size : new int[][] {{640, 450}, {820, 1180}, {1180, 820}, {1280, 720}}) {
      page.setViewportSize(size[0], size[1]);
      assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
          .as(size[0] + " wide " + page.url())
          .isEqualTo(true);
    }
  }

  private static String axe() {
    try (InputStream in =
        Site.class.getResourceAsStream("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }

  /** Keeps a picture of the page where the build's reports are, for people to look at. */
  static void keep(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target", "screenshots", name + ".png")));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
