package io.hedgerow.models.judge;

import io.hedgerow.models.judge.Judgement.Abstained;
import io.hedgerow.models.judge.Judgement.Why;
import io.hedgerow.models.policy.PolicyText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks a language model behind an OpenAI-compatible {@code /chat/completions}. Nothing is asked
 * again by itself: an abstention can be, by whoever wants to pay for it. Logs nothing, since posts
 * are people's. Safe for use by many threads.
 */
public final class EndpointJudge implements Judge {
  private static final int LARGEST_ANSWER = 256 << 10;
  private static final int ANSWER_TOKENS = 400;

  /**
   * Fewer bytes of UTF-8 a token than any common tokenizer has on average, in scripts of three
   * bytes a character too: to reserve enough.
   */
  private static final int BYTES_PER_TOKEN = 2;

  private static final JsonMapper JSON = new JsonMapper();

  private final Settings settings;
  private final HttpClient client;
  private final Semaphore places;
  private final TokenBudget budget;

  /**
   * Where to ask, and how much.
   *
   * @param base the endpoint's address, such as {@code http://localhost:11434/v1}
   * @param model as the endpoint names it
   * @param key sent as a bearer token; empty sends none
   * @param timeout for the whole of one answer, waiting for a place included
   * @param concurrency how many posts are asked about at the same time
   * @param tokens how many may be spent in the judge's life
   * @param longestPost in characters; longer ones are not asked about
   */
  public record Settings(
      URI base,
      String model,
      Optional<String> key,
      Duration timeout,
      int concurrency,
      long tokens,
      int longestPost) {
    public Settings {
      if (!"http".equals(base.getScheme()) && !"https".equals(base.getScheme())) {
        throw new IllegalArgumentException(
            "an endpoint's address must begin with http:// or https://, was `" + base + "`");
      }
      if (model.isBlank()) {
        throw new IllegalArgumentException("the endpoint's model must be named");
      }
      if (key.isPresent() && !key.get().matches("[\\x21-\\x7e]+")) {
        throw new IllegalArgumentException(
            "the endpoint's key must be plain characters, no spaces");
      }
      if (!timeout.isPositive()) {
        throw new IllegalArgumentException("timeout must be positive, was " + timeout);
      }
      atLeastOne("concurrency", concurrency);
      atLeastOne("tokens", tokens);
      atLeastOne("longest post", longestPost);
    }

    private static void atLeastOne(String what, long value) {
      if (value < 1) {
        throw new IllegalArgumentException(what + " must be at least 1, was " + value);
      }
    }

    URI address() {
      String text = base.toString();
      return URI.create((text.endsWith("/") ? text : text + "/") + "chat/completions");
    }
  }

  /** Connects to nothing yet. */
  public EndpointJudge(Settings settings) {
    this.settings = settings;
    client = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
    places = new Semaphore(settings.concurrency(), true);
    budget = new TokenBudget(settings.tokens());
  }

  /**
   * The version of a policy's text together with the way it is asked about: 16 hex digits. Answers
   * under another version are answers to another question.
   */
  public static String promptVersion(PolicyText policy) {
    return JudgePrompt.version(policy);
  }

  /** Tokens that may still be spent. */
  public long tokensLeft() {
    return budget.left();
  }

  @Override
  public Judgement judge(PolicyText policy, String post) {
    if (post.length() > settings.longestPost()) {
      return new Abstained(
          Why.TOO_LONG,
          "the post has %d characters, the limit is %d"
              .formatted(post.length(), settings.longestPost()));
    }
    long deadline = System.nanoTime() + settings.timeout().toNanos();
    try {
      if (!places.tryAcquire(settings.timeout().toNanos(), TimeUnit.NANOSECONDS)) {
        return late();
      }
      try {
        return ask(body(policy, post), post, deadline);
      } finally {
        places.release();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return new Abstained(Why.TIMEOUT, "interrupted");
    }
  }

  private String body(PolicyText policy, String post) {
    ObjectNode body = JSON.createObjectNode();
    body.put("model", settings.model());
    body.put("temperature", 0);
    body.put("max_tokens", ANSWER_TOKENS);
    body.set("messages", JudgePrompt.messages(policy, post));
    return body.toString();
  }

  private Judgement ask(String body, String post, long deadline) throws InterruptedException {
    long reserved = body.getBytes(StandardCharsets.UTF_8).length / BYTES_PER_TOKEN + ANSWER_TOKENS;
    if (!budget.reserve(reserved)) {
      return new Abstained(
          Why.BUDGET,
          "%d tokens are left, the question may take %d".formatted(budget.left(), reserved));
    }
    Optional<Long> spent = Optional.empty();
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(
            request(body), BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
    try {
      HttpResponse<String> came =
          answer.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      spent = JudgeAnswer.tokens(came.body());
      return came.statusCode() == 200
          ? JudgeAnswer.read(came.body(), post)
          : new Abstained(Why.ENDPOINT, "the endpoint answered " + came.statusCode());
    } catch (TimeoutException _) {
      answer.cancel(true);
      return late();
    } catch (ExecutionException failure) {
      return new Abstained(Why.ENDPOINT, reason(failure));
    } finally {
      budget.settle(reserved, spent);
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(settings.address())
            .timeout(settings.timeout())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    settings.key().ifPresent(key -> request.header("Authorization", "Bearer " + key));
    return request.build();
  }

  private Judgement late() {
    return new Abstained(Why.TIMEOUT, "no answer within " + settings.timeout().toMillis() + " ms");
  }

  private static String reason(ExecutionException failure) {
    return failure.getCause() instanceof IOException cause && cause.getMessage() != null
        ? "the endpoint cannot be used: " + cause.getMessage()
        : "the endpoint cannot be reached";
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    client.shutdownNow();
  }
}
