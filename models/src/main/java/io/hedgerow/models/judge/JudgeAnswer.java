package io.hedgerow.models.judge;

import io.hedgerow.models.judge.Judgement.Abstained;
import io.hedgerow.models.judge.Judgement.Judged;
import io.hedgerow.models.judge.Judgement.Quote;
import io.hedgerow.models.judge.Judgement.Why;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads answers strictly: what is not exactly what was asked for is an abstention. A quote that is
 * not in the post is made up, and so, perhaps, is the label.
 */
final class JudgeAnswer {
  private static final Set<String> MEMBERS = Set.of("label", "rationale", "quote");
  private static final int LONGEST_RATIONALE = 2_000;

  /** Many models put their JSON into a code block whatever they are told; nothing else may be. */
  private static final Pattern FENCED =
      Pattern.compile("```(?:json)?[ \\t]*\\R(.*?)\\R?```", Pattern.DOTALL);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JudgeAnswer() {}

  /**
   * Reads what a chat endpoint sent back.
   *
   * @param body of the answer
   */
  static Judgement read(String body, String post) {
    try {
      JsonNode choice = JSON.readTree(body).path("choices").path(0);
      JsonNode message = choice.path("message");
      if (message.path("refusal").isString()) {
        return new Abstained(Why.UNSURE, "the model would not answer");
      }
      String end = choice.path("finish_reason").asString("stop");
      if (!end.equals("stop")) {
        return unparseable("the answer ended because of `" + shown(end) + "`");
      }
      if (!message.path("content").isString()) {
        return unparseable("there is no text in `choices[0].message.content`");
      }
      return content(message.path("content").asString(), post);
    } catch (JacksonException _) {
      return unparseable("the endpoint's answer is not JSON");
    }
  }

  /** How many tokens the endpoint says it took; empty when it does not say. */
  static Optional<Long> tokens(String body) {
    try {
      JsonNode total = JSON.readTree(body).path("usage").path("total_tokens");
      return total.isIntegralNumber() && total.asLong() >= 0
          ? Optional.of(total.asLong())
          : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private static Judgement content(String content, String post) {
    Matcher fenced = FENCED.matcher(content.strip());
    JsonNode answer;
    try {
      answer = JSON.readTree(fenced.matches() ? fenced.group(1) : content);
    } catch (JacksonException _) {
      return unparseable("the model's answer is not one JSON object");
    }
    Set<String> members = new TreeSet<>(answer.propertyNames());
    if (!answer.isObject() || !members.equals(MEMBERS)) {
      return unparseable("the model's answer must have the members " + new TreeSet<>(MEMBERS));
    }
    for (String member : MEMBERS) {
      if (!answer.path(member).isString()) {
        return unparseable("`" + member + "` is not text");
      }
    }
    String rationale = answer.path("rationale").asString().strip();
    if (rationale.isEmpty() || rationale.length() > LONGEST_RATIONALE) {
      return unparseable("`rationale` must have 1 to " + LONGEST_RATIONALE + " characters");
    }
    return label(answer.path("label").asString(), rationale, answer.path("quote").asString(), post);
  }

  private static Judgement label(String label, String rationale, String quote, String post) {
    return switch (label) {
      case JudgePrompt.BREAKS -> {
        int at = quote.isBlank() ? -1 : post.indexOf(quote);
        yield at < 0
            ? unparseable(
                quote.isBlank() ? "it quotes nothing" : "what it quotes is not in the post")
            : new Judged(true, rationale, Optional.of(new Quote(at, at + quote.length())));
      }
      case JudgePrompt.ALLOWED ->
          quote.isBlank()
              ? new Judged(false, rationale, Optional.empty())
              : unparseable("it quotes something and says that nothing breaks the policy");
      case JudgePrompt.UNSURE -> new Abstained(Why.UNSURE, "the model cannot tell");
      default -> unparseable("`label` must be breaks, allowed or unsure");
    };
  }

  private static Judgement unparseable(String detail) {
    return new Abstained(Why.UNPARSEABLE, detail);
  }

  private static String shown(String text) {
    return text.length() > 40 ? text.substring(0, 40) : text;
  }
}
