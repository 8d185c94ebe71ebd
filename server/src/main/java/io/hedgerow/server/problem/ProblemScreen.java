package io.hedgerow.server.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.stream.Collectors;
import org.springframework.web.util.HtmlUtils;

/** A problem as a person reads it in a browser; programs, and scripts of pages, get JSON. */
final class ProblemScreen {
  private ProblemScreen() {}

  /** True for a browser on its way to another page, but not for a part of one that htmx loads. */
  static boolean suits(HttpServletRequest request) {
    return Problems.readsPages(request) && request.getHeader("HX-Request") == null;
  }

  static String of(Refusal refusal, HttpServletRequest request) {
    String title = escaped(refusal.type().title());
    String members =
        refusal.members().entrySet().stream()
            .map(one ->
                "<dt>%s</dt><dd>%s</dd>".formatted(escaped(one.getKey()), escaped(one.getValue())))
            .collect(Collectors.joining("\n"));
    return """
    <!doctype html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>%s · Hedgerow</title>
      <link rel="icon" href="/assets/hedgerow.svg" type="image/svg+xml">
      <link rel="stylesheet" href="/assets/console.css">
      <script src="/assets/theme.js"></script>
    </head>
    <body>
    <main id="main">
    <h1>%s</h1>
    <p class="note" role="alert">%s</p>
    <dl class="facts">
    %s
    </dl>
    %s
    </main>
    </body>
    </html>
    """
        .formatted(title, title, escaped(refusal.detail()), members, wayBack(request));
  }

  /** Users who object or send a notice have no console to go to. */
  private static String wayBack(HttpServletRequest request) {
    String path = request.getServletPath();
    boolean open = path.startsWith("/notice") || path.startsWith("/statements");
    return open ? "" : "<p><a href=\"/\">To the console</a></p>";
  }

  private static String escaped(Object text) {
    return HtmlUtils.htmlEscape(text.toString());
  }
}
