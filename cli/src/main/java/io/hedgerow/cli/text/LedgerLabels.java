package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;

/** What people decided, from the ledger of a running server. */
final class LedgerLabels {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String KEY = "HEDGEROW_KEY";

  @Option(
      names = "--ledger",
      paramLabel = "URL",
      description = {
        "Take labels of people from the ledger of this server, such as http://127.0.0.1:8080.",
        "Needs a key with ground-truth:read; the export is in the server's audit chain."
      })
  private @Nullable URI ledger;

  @Option(
      names = "--key-file",
      paramLabel = "FILE",
      description = "With --ledger: holds the API key. Default: the environment's " + KEY + ".")
  private @Nullable Path keyFile;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "With --ledger: judged at that day or RFC 3339 time or later.")
  private @Nullable String since;

  @Option(
      names = "--before",
      paramLabel = "TIME",
      description = {
        "With --ledger: judged before that day or time.",
        "Learn from what came before a day and evaluate on what came since."
      })
  private @Nullable String before;

  @Option(
      names = "--trust",
      paramLabel = "WORD",
      description = {
        "With --ledger: single (one person said so), agreed (a second, who did not know, said the",
        "same) or settled (an appeal, a third person, a golden case). Default: ${DEFAULT-VALUE}."
      })
  private String trust = "single";

  @SuppressWarnings("NullAway.Init")
  LedgerLabels() {}

  /** True when a server is named. */
  boolean wanted() {
    return ledger != null;
  }

  /**
   * The judgements on a policy; none when no server is named.
   *
   * @throws CommandFailure when the server refuses, or none answers
   */
  List<TextLine> read(String policy) throws IOException {
    return ledger == null ? List.of() : read(ledger, policy);
  }

  private List<TextLine> read(URI server, String policy) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/v1/ground-truth" + query(policy)))
            .timeout(PATIENCE)
            .header("Authorization", "Bearer " + key())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> answer =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new CommandFailure("the server refused: " + reason(body.readAllBytes()));
        }
        return lines(body);
      }
    } catch (ConnectException _) {
      throw new CommandFailure("no server answers at " + server + "; start it, or give --ledger");
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private static List<TextLine> lines(InputStream body) throws IOException {
    List<TextLine> texts = new ArrayList<>();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8), 1 << 16);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      texts.add(TextLine.read("ledger", texts.size() + 1L, line));
    }
    return texts;
  }

  private String query(String policy) {
    StringBuilder query = new StringBuilder("?policy=" + encode(policy));
    query.append("&trust=").append(encode(trust));
    if (since != null) {
      query.append("&since=").append(encode(time("--since", since)));
    }
    if (before != null) {
      query.append("&before=").append(encode(time("--before", before)));
    }
    return query.toString();
  }

  /** A day begins at midnight, UTC. */
  private static String time(String option, String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toString()
          : OffsetDateTime.parse(text).toInstant().toString();
    } catch (DateTimeParseException _) {
      throw new CommandFailure(
          option + " must be a day such as 2026-03-01 or an RFC 3339 time, was `" + text + "`");
    }
  }

  private static String reason(byte[] problem) {
    try {
      return TextLine.JSON
          .readTree(new String(problem, StandardCharsets.UTF_8))
          .path("detail")
          .asString("it did not say why");
    } catch (JacksonException _) {
      return "what answers is no Hedgerow server";
    }
  }

  private String key() throws IOException {
    if (keyFile != null) {
      return Files.readString(keyFile).strip();
    }
    String key = System.getenv(KEY);
    if (key == null) {
      throw new CommandFailure("no API key: set " + KEY + " or give --key-file");
    }
    return Objects.requireNonNull(key).strip();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
