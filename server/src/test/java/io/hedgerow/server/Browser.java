package io.hedgerow.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person's browser: keeps cookies, follows redirects, sends the token of the form it shows. */
final class Browser {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager();
  private final HttpClient client =
      HttpClient.newBuilder()
          .cookieHandler(cookies)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private URI address;
  private String token = "";

  Browser(URI address) {
    this.address = address;
  }

  /** Goes on at a server that has moved to another port; cookies do not know ports. */
  void move(URI other) {
    address = other;
  }

  /** The value of a cookie that is there. */
  String cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  HttpResponse<String> open(String path) {
    HttpResponse<String> page =
        send(HttpRequest.newBuilder(address.resolve(path)).header("accept", "text/html").GET());
    Matcher matcher = TOKEN.matcher(page.body());
    if (matcher.find()) {
      token = matcher.group(1);
    }
    return page;
  }

  /** Submits a form with the token of the page last opened. */
  HttpResponse<String> submit(String path, String... namesAndValues) {
    return submitWithToken(path, token, namesAndValues);
  }

  HttpResponse<String> submitWithToken(String path, String csrf, String... namesAndValues) {
    StringBuilder form = new StringBuilder("_csrf=" + encode(csrf));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append('&').append(namesAndValues[i]).append('=').append(encode(namesAndValues[i + 1]));
    }
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form.toString())));
  }

  /** Submits a form with a file whose name is taken as it is, beside fields. */
  HttpResponse<String> upload(String path, String fileName, String content, String... fields) {
    String line = "--part";
    StringBuilder body = new StringBuilder();
    part(body, line, "name=\"_csrf\"", token);
    for (int i = 0; i < fields.length; i += 2) {
      part(body, line, "name=\"" + fields[i] + "\"", fields[i + 1]);
    }
    part(body, line, "name=\"file\"; filename=\"" + fileName + "\"", content);
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("content-type", "multipart/form-data; boundary=part")
            .POST(HttpRequest.BodyPublishers.ofString(body + line + "--\r\n")));
  }

  private static void part(StringBuilder body, String line, String head, String content) {
    body.append(line)
        .append("\r\nContent-Disposition: form-data; ")
        .append(head)
        .append("\r\n\r\n")
        .append(content)
        .append("\r\n");
  }

  HttpResponse<String> login(String name, String password) {
    open("/login");
    return submit("/login", "username", name, "password", password);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
