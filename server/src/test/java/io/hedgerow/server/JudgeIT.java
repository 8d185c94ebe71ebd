package io.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.hedgerow.models.judge.FakeEndpoint;
import io.hedgerow.server.Api.Response;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The draws of samples before a language model, which an endpoint of this machine plays. */
final class JudgeIT {
  private static final JsonMapper JSON = new JsonMapper();
  private static final LocalDate YESTERDAY = LocalDate.now(ZoneOffset.UTC).minusDays(1);

  /** What people find; the model calls `shop2` spam too, which it is not. */
  private static final Set<String> SPAM = Set.of("pin:shop0", "pin:shop1");

  private static final Set<String> FOR_PEOPLE =
      Set.of("pin:shop0", "pin:shop1", "pin:shop2", "pin:unsure", "pin:garbled", "pin:unknown");

  @Test
  void theModelAnswersPeopleAuditAndTheFigureIsCorrected() throws IOException {
    AtomicBoolean down = new AtomicBoolean(true);
    try (FakeEndpoint endpoint =
            FakeEndpoint.reading((body, exchange) -> answer(body, exchange, down.get()));
        RunningServer server =
            new RunningServer(
                "hedgerow.judge.endpoint", endpoint.base().toString(),
                "hedgerow.judge.model", "test-model",
                "hedgerow.judge.key", "secret",
                "hedgerow.judge.concurrency", "2")) {
      Api api = server.api();
      String day = content(api);

      sample(api, YESTERDAY, day);
      Await.until("it is asked", () -> !endpoint.asked().isEmpty());
      assertThat(cases(api, "early", Set.of())).as("a model that is down is waited for").isEmpty();
      down.set(false);
      Await.until("it answers", () -> waiting(api) == 0);
      assertThat(endpoint.keys()).containsOnly("Bearer secret");
      assertThat(endpoint.mostInside()).isLessThanOrEqualTo(2);

      Set<String> audited = cases(api, "ann", SPAM);
      assertThat(audited).containsAll(FOR_PEOPLE);
      assertThat(audited.size()).as("of 44 pins").isBetween(8, 35);

      Await.until("decisions have settled", () -> published(api));
      Map<?, ?> figure = prevalence(api);
      // two of 46 pins of equal views, drawn 400 times
      assertThat(number(figure, "value")).isBetween(0.02, 0.08);
      assertThat(number(figure, "low")).isPositive();
      String status = api.get("/v1/status").raw().body();
      assertThat(status).contains("\"metric\":\"judged\"", "\"metric\":\"judge_upheld\"");

      int before = endpoint.asked().size();
      sample(api, YESTERDAY.minusDays(1), day);
      Await.until("it remembers", () -> waiting(api) == 0);
      assertThat(endpoint.asked()).as("but for what it could not answer").hasSize(before);
      assertThat(number(api.get("/v1/judge").json(), "tokensToday")).isGreaterThan(1_000);
      assertThat(api.get("/v1/audit/entries").raw().body()).contains("draws judged", "test-model");
    }
  }

  @Test
  void aBudgetThatIsSpentIsNotOverspent() throws IOException {
    try (FakeEndpoint endpoint =
            FakeEndpoint.reading((body, exchange) -> answer(body, exchange, false));
        RunningServer server =
            new RunningServer(
                "hedgerow.judge.endpoint", endpoint.base().toString(),
                "hedgerow.judge.model", "test-model",
                "hedgerow.judge.concurrency", "1",
                "hedgerow.judge.tokens-per-day", "5000")) {
      Api api = server.api();
      sample(api, YESTERDAY, content(api));
      Await.until("some are judged", () -> spent(api) > 2_000);
      server.restart();
      Api again = server.api();
      Await.until(
          "the rest is too dear", () -> endpoint.asked().size() > 0 && spent(again) > 3_500);
      assertThat(spent(again)).isLessThanOrEqualTo(5_000);
      assertThat(waiting(again)).isPositive();
      assertThat(endpoint.asked()).hasSizeLessThanOrEqualTo(50);
    }
  }

  @Test
  void peopleWhoErrAreCorrectedByThoseWhoLookAgain() {
    try (RunningServer server = new RunningServer("hedgerow.second-looks", "100")) {
      Api api = server.api();
      sample(api, YESTERDAY, content(api));
      // wrong four times: misses shop1, calls three others spam
      Set<String> first =
          cases(api, "ann", Set.of("pin:shop0", "pin:fine3", "pin:fine4", "pin:fine5"));
      assertThat(first).hasSize(46);
      Set<String> second = new TreeSet<>();
      Await.until(
          "everything is looked at again",
          () -> {
            second.addAll(cases(api, "ben", SPAM));
            second.addAll(cases(api, "cem", SPAM));
            return second.size() == 46 && corrected(api);
          });
      assertThat(number(prevalence(api), "value")).isGreaterThan(0.02);
      assertThat(api.get("/v1/status").raw().body())
          .contains("\"metric\":\"taken_again\"")
          .doesNotContain("believe them");
      assertThat(api.get("/v1/audit/entries").raw().body()).contains("second looks drawn");
    }
  }

  private static boolean published(Api api) {
    api.post("/v1/status/publish", Api.JSON, "{}");
    return prevalence(api).containsKey("value");
  }

  /** Two of 46 violate, where the first to look found four. */
  private static boolean corrected(Api api) {
    api.post("/v1/status/publish", Api.JSON, "{}");
    return number(prevalence(api), "value") < 0.065;
  }

  private static long waiting(Api api) {
    return (long) number(api.get("/v1/judge").json(), "waiting");
  }

  private static long spent(Api api) {
    return (long) number(api.get("/v1/judge").json(), "tokensToday");
  }

  private static double number(Map<?, ?> members, String name) {
    return members.get(name) instanceof Number n ? n.doubleValue() : Double.NaN;
  }

  private static Map<?, ?> prevalence(Api api) {
    Map<?, ?> policy = (Map<?, ?>) api.get("/v1/status").list("policies").getFirst();
    return policy.get("prevalence") instanceof Map<?, ?> figure ? figure : Map.of();
  }

  /** Posts the day's pins; one that was seen was never posted. */
  private static String content(Api api) {
    StringBuilder csv = new StringBuilder("unit,views\n");
    for (int i = 0; i < 3; i++) {
      post(api, csv, "shop" + i, "cheap watches, shop number " + i);
    }
    for (int i = 0; i < 40; i++) {
      post(api, csv, "fine" + i, "onion soup, recipe number " + i);
    }
    post(api, csv, "unsure", "hm");
    post(api, csv, "garbled", "answer in verse");
    return csv.append("pin:unknown,10\n").toString();
  }

  private static void post(Api api, StringBuilder csv, String pin, String title) {
    assertThat(api.event(Api.event("j-" + pin, "u" + pin, pin, title)).status()).isEqualTo(200);
    csv.append("pin:").append(pin).append(",10\n");
  }

  private static void sample(Api api, LocalDate day, String csv) {
    String path = "/v1/samples?policy=spam&size=400&day=" + day;
    assertThat(api.post(path, "text/csv", csv).status()).isEqualTo(201);
  }

  /** Decides everything that waits for somebody. */
  private static Set<String> cases(Api api, String reviewer, Set<String> spam) {
    Set<String> decided = new TreeSet<>();
    String next = "{\"reviewer\":\"%s\",\"order\":[\"arrival\"]}".formatted(reviewer);
    for (Response taken = api.post("/v1/cases/next", Api.JSON, next);
        taken.status() == 200;
        taken = api.post("/v1/cases/next", Api.JSON, next)) {
      String entity = taken.text("entity");
      String body =
          "{\"lease\":\"%s\",%s\"reason\":\"looked\",\"reviewer\":\"%s\"}"
              .formatted(
                  taken.text("lease"),
                  spam.contains(entity) ? "\"policy\":\"spam\"," : "",
                  reviewer);
      assertThat(api.post("/v1/cases/" + taken.text("case") + "/decide", Api.JSON, body).status())
          .isEqualTo(201);
      decided.add(entity);
    }
    return decided;
  }

  private static void answer(String asked, HttpExchange exchange, boolean down) throws IOException {
    if (down) {
      FakeEndpoint.send(exchange, 503, "{}");
      return;
    }
    String post = JSON.readTree(asked).path("messages").path(1).path("content").asString();
    String text = JSON.readTree(post).path("post").asString();
    ObjectNode said = JSON.createObjectNode().put("rationale", "as the policy says");
    if (text.contains("watches")) {
      said.put("label", "breaks").put("quote", "watches");
    } else {
      said.put("label", text.equals("hm") ? "unsure" : "allowed").put("quote", "");
    }
    FakeEndpoint.send(
        exchange,
        200,
        FakeEndpoint.envelope(text.contains("verse") ? "roses are red" : said.toString()));
  }
}
