package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.Progress;
import io.hedgerow.models.judge.EndpointJudge;
import io.hedgerow.models.judge.Judge;
import io.hedgerow.models.judge.Judgement;
import io.hedgerow.models.judge.RememberingJudge;
import io.hedgerow.models.policy.PolicyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** Asks a language model. */
@Command(
    name = "judge",
    description = {
      "Ask a language model behind an OpenAI-compatible endpoint whether texts break a policy.",
      "Prints {\"id\": …, \"label\": \"breaks\" or \"allowed\", \"rationale\": …, \"quote\": …}, or",
      "{\"id\": …, \"abstained\": …} where no answer can be used. Texts leave this machine:",
      "besides this, only a server with hedgerow.judge.endpoint set asks such an endpoint."
    },
    footer = {
      "%nExample:",
      "  hedgerow text judge --endpoint http://localhost:11434/v1 --model llama3 --policy spam posts.jsonl"
    })
final class JudgeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--endpoint",
      required = true,
      paramLabel = "URL",
      description = "Its base address, to which /chat/completions is added.")
  private URI endpoint;

  @Option(names = "--model", required = true, description = "The model as the endpoint names it.")
  private String model;

  @Option(names = "--key-file", paramLabel = "FILE", description = "Holds the endpoint's API key.")
  private @Nullable Path keyFile;

  @Option(names = "--policy", required = true, paramLabel = "ID", description = "The policy's id.")
  private String policy;

  @Option(
      names = "--pack",
      paramLabel = "FOLDER",
      description =
          "The pack with the policy's text. Default: the text that comes with the program.")
  private @Nullable Path pack;

  @Mixin private Limits limits;

  @Option(
      names = "--cache",
      paramLabel = "FILE",
      description = "Keeps answers by content, policy text and model, from run to run.")
  private @Nullable Path cache;

  @Parameters(
      paramLabel = "FILES",
      arity = "0..*",
      description = "JSON lines; - is standard input.")
  private List<Path> files = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  JudgeCommand() {}

  /** How much is asked. */
  static final class Limits {
    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        description = "For one answer. Default: ${DEFAULT-VALUE}.")
    private double timeout = 30;

    @Option(
        names = "--concurrency",
        description = "Texts asked about at the same time. Default: ${DEFAULT-VALUE}.")
    private int concurrency = 4;

    @Option(
        names = "--tokens",
        description = "How many may be spent in this run. Default: ${DEFAULT-VALUE}.")
    private long tokens = 200_000;

    @Option(
        names = "--longest",
        paramLabel = "CHARACTERS",
        description = "Longer texts are not asked about. Default: ${DEFAULT-VALUE}.")
    private int longest = 8_000;
  }

  @Override
  public Integer call() throws IOException {
    PolicyText text =
        PolicyTexts.find(Optional.ofNullable(pack), policy)
            .orElseThrow(() ->
                new CommandFailure(
                    "no text of a policy `" + policy + "` comes with the program; name a --pack"));
    List<TextLine> texts = TextLine.readAll(files, System.in);
    try (Judge judge = open();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        Progress progress = Progress.of("texts")) {
      for (List<TextLine> slice : Slices.of(texts)) {
        print(slice, judgements(slice, text, judge, callers), progress);
      }
    }
    return 0;
  }

  private Judge open() throws IOException {
    Optional<String> key =
        keyFile == null ? Optional.empty() : Optional.of(Files.readString(keyFile).strip());
    try {
      EndpointJudge.Settings settings =
          new EndpointJudge.Settings(
              endpoint,
              model,
              key,
              Duration.ofMillis(Math.round(limits.timeout * 1000)),
              limits.concurrency,
              limits.tokens,
              limits.longest);
      return RememberingJudge.open(new EndpointJudge(settings), model, Optional.ofNullable(cache));
    } catch (IllegalArgumentException wrong) {
      throw new CommandFailure(String.valueOf(wrong.getMessage()));
    }
  }

  /** No more callers than places, so that waiting for one costs no text its time. */
  private List<CompletableFuture<Judgement>> judgements(
      List<TextLine> slice, PolicyText text, Judge judge, ExecutorService callers) {
    List<CompletableFuture<Judgement>> under = new ArrayList<>();
    for (int i = 0; i < slice.size(); i++) {
      String post = slice.get(i).text();
      CompletableFuture<?> before =
          i < limits.concurrency
              ? CompletableFuture.completedFuture("")
              : under.get(i - limits.concurrency);
      under.add(before.thenApplyAsync(_ -> judge.judge(text, post), callers));
    }
    return under;
  }

  private void print(
      List<TextLine> slice, List<CompletableFuture<Judgement>> judgements, Progress progress) {
    PrintWriter out = spec.commandLine().getOut();
    for (int i = 0; i < slice.size(); i++) {
      out.println(line(slice.get(i), judgements.get(i).join()));
      progress.step();
    }
    out.flush();
  }

  private String line(TextLine text, Judgement judgement) {
    ObjectNode line = TextLine.JSON.createObjectNode();
    line.put("id", text.id());
    line.put("policy", policy);
    switch (judgement) {
      case Judgement.Judged judged -> {
        line.put("label", judged.breaks() ? "breaks" : "allowed");
        line.put("rationale", judged.rationale());
        judged
            .quote()
            .ifPresent(quote -> {
              ObjectNode node = line.putObject("quote");
              node.put("words", text.text().substring(quote.from(), quote.to()));
              node.put("from", quote.from());
              node.put("to", quote.to());
            });
      }
      case Judgement.Abstained abstained -> {
        line.put("abstained", abstained.why().word());
        line.put("detail", abstained.detail());
      }
    }
    line.put("by", model);
    return line.toString();
  }
}
