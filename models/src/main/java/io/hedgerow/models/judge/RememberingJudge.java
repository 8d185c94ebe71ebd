package io.hedgerow.models.judge;

import io.hedgerow.models.judge.Judgement.Abstained;
import io.hedgerow.models.judge.Judgement.Judged;
import io.hedgerow.models.judge.Judgement.Quote;
import io.hedgerow.models.policy.PolicyText;
import io.hedgerow.models.store.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Asks about the same post under the same policy text once: answers are kept by the hash of the
 * post, the policy's text and the model; a changed policy is asked about anew. Abstentions are not
 * kept. A file, where one is given, keeps answers from one run to the next; it holds hashes and
 * rationales, and no posts. Safe for use by many threads.
 */
public final class RememberingJudge implements Judge {
  private static final int REMEMBERED = 100_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final Judge judge;
  private final String model;
  private final Optional<Path> file;
  private final Map<String, Judged> answers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Judged> eldest) {
          return size() > REMEMBERED;
        }
      };

  private RememberingJudge(Judge judge, String model, Optional<Path> file) {
    this.judge = judge;
    this.model = model;
    this.file = file;
  }

  /**
   * Opens the memory.
   *
   * @param judge asked about what is new; closed with this one
   * @param model whose answers these are
   * @param file read now, and added to; made when it is not there
   */
  public static RememberingJudge open(Judge judge, String model, Optional<Path> file)
      throws IOException {
    RememberingJudge opened = new RememberingJudge(judge, model, file);
    if (file.isPresent() && Files.exists(file.get())) {
      for (String line : Files.readAllLines(file.get())) {
        opened.recall(line);
      }
      endLastLine(file.get());
    }
    return opened;
  }

  @Override
  public Judgement judge(PolicyText policy, String post) {
    String key = key(policy, post);
    synchronized (answers) {
      Judged known = answers.get(key);
      if (known != null) {
        return known;
      }
    }
    Judgement judgement = judge.judge(policy, post);
    switch (judgement) {
      case Judged judged -> remember(key, judged);
      case Abstained _ -> {
        // may be asked again
      }
    }
    return judgement;
  }

  private String key(PolicyText policy, String post) {
    String all = String.join("\u0000", model, JudgePrompt.version(policy), post);
    return Sha256.of(all.getBytes(StandardCharsets.UTF_8));
  }

  private void remember(String key, Judged judged) {
    synchronized (answers) {
      if (answers.put(key, judged) == null && file.isPresent()) {
        try {
          Files.writeString(
              file.get(), line(key, judged), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
          throw new UncheckedIOException(failure);
        }
      }
    }
  }

  private static String line(String key, Judged judged) {
    ObjectNode line = JSON.createObjectNode();
    line.put("key", key);
    line.put("breaks", judged.breaks());
    line.put("rationale", judged.rationale());
    judged.quote().ifPresent(quote -> line.put("from", quote.from()).put("to", quote.to()));
    return line + "\n";
  }

  /** What is added after a line that was cut short must not be lost with it. */
  private static void endLastLine(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    if (content.length > 0 && content[content.length - 1] != '\n') {
      Files.writeString(file, "\n", StandardOpenOption.APPEND);
    }
  }

  /** A line that was cut short when a run was ended is asked about anew. */
  private void recall(String line) {
    try {
      JsonNode node = JSON.readTree(line);
      Optional<Quote> quote =
          node.has("from")
              ? Optional.of(new Quote(node.path("from").asInt(), node.path("to").asInt()))
              : Optional.empty();
      answers.put(
          node.required("key").asString(),
          new Judged(
              node.required("breaks").asBoolean(), node.required("rationale").asString(), quote));
    } catch (JacksonException _) {
      // asked about anew
    }
  }

  @Override
  public void close() {
    judge.close();
  }
}
