package io.hedgerow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import io.hedgerow.engine.PackTests;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading;
import io.hedgerow.engine.json.JsonReader;
import io.hedgerow.engine.json.JsonReading;
import io.hedgerow.engine.pack.PackLoader;
import io.hedgerow.engine.pack.PackLoading;
import io.hedgerow.server.bank.Feed;
import io.hedgerow.server.label.RankingFile;
import io.hedgerow.server.measure.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What pages show can be used as it stands: pack files check and their tests pass, JSON is read by
 * what reads it in earnest, and calls are of routes that there are. What {@code docs/reference/api}
 * shows is run against a server by {@code ApiGuideIT}; commands are parsed by {@link DocsTest}.
 */
final class SnippetsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w*)\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern PACK = Pattern.compile("--pack (docs/\\S+)");
  private static final String OWN = "tests/page.yaml";
  private static final Pattern FILE = Pattern.compile("(?m)^# (\\S+\\.yaml)\\n");
  private static final Pattern KEY = Pattern.compile("(?m)^(\\w+):");
  private static final Pattern RULE = Pattern.compile("(?m)^- id: (\\S+)");
  private static final Pattern CURL =
      Pattern.compile("^curl\\b.*?[\"' ]\\$(?:SERVER|HEDGEROW)(/[^\\s\"'?]*)(.*)$");
  private static final Pattern METHOD = Pattern.compile("(?:-X|--request) ?([A-Z]+)");
  private static final Pattern SENDS = Pattern.compile(" (?:-d|-F|-T|--data\\S*|--form) ?");

  @TempDir private Path folder;

  static List<Path> pages() throws IOException {
    return DocsTest.pages();
  }

  private static List<String> blocks(Path page, String language) throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve(page)))
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void packFilesCheckAndTheirTestsPass(Path page) throws IOException {
    List<String> blocks = blocks(page, "yaml");
    if (blocks.isEmpty()) {
      return;
    }
    Map<String, byte[]> pack = base(page);
    for (int i = 0; i < blocks.size(); i++) {
      files(blocks.get(i), i).forEach((path, text) -> add(pack, path, text));
    }
    assertThat(PackTests.run(compiled(pack)))
        .filteredOn(
            result -> string(pack.getOrDefault(OWN, new byte[0])).contains(result.test().name()))
        .allSatisfy(result -> assertThat(result.failures()).isEmpty());
  }

  /** A block's parts by file: named by a comment, or known by what they begin with. */
  private static Map<String, String> files(String block, int number) {
    Map<String, String> files = new TreeMap<>();
    List<MatchResult> heads = FILE.matcher(block).results().toList();
    if (heads.isEmpty()) {
      files.put(unnamed(block, number), block);
    }
    for (int i = 0; i < heads.size(); i++) {
      int end = i + 1 < heads.size() ? heads.get(i + 1).start() : block.length();
      files.put(heads.get(i).group(1), block.substring(heads.get(i).end(), end));
    }
    return files;
  }

  private static String unnamed(String block, int number) {
    if (block.startsWith("scores:")) {
      return "signals.yaml";
    }
    return block.startsWith("- name:") ? OWN : "rules/page-%d.yaml".formatted(number);
  }

  /** In place of what the pack has of the same name. */
  private static void add(Map<String, byte[]> pack, String path, String text) {
    Matcher rules = RULE.matcher(text);
    while (rules.find()) {
      String rule = rules.group(1);
      pack.replaceAll((file, content) ->
          file.startsWith("rules/")
              ? bytes(
                  string(content)
                      .replaceAll("(?ms)^- id: " + Pattern.quote(rule) + "$.*?(?=^- id: |\\z)", ""))
              : content);
    }
    String there = string(pack.getOrDefault(path, new byte[0]));
    for (MatchResult key : KEY.matcher(text).results().toList()) {
      there = there.replaceAll("(?ms)^" + key.group(1) + ":.*?(?=^\\w|\\z)", "");
    }
    pack.put(path, bytes(there + text));
  }

  private static CompiledPack compiled(Map<String, byte[]> files) {
    return switch (PackLoader.load(files)) {
      case PackLoading.Loaded loaded ->
          switch (CompiledPack.compile(loaded.pack())) {
            case PackCompilation.Compiled(CompiledPack pack) -> pack;
            case PackCompilation.Failed failed -> throw new AssertionError(failed.diagnostics());
          };
      case PackLoading.Failed failed ->
          throw new AssertionError(CompiledPack.everythingWrong(failed));
    };
  }

  /** The pack that the page works on, else the sample pack. */
  private static Map<String, byte[]> base(Path page) throws IOException {
    Matcher named = PACK.matcher(Files.readString(ROOT.resolve(page)));
    Path pack = ROOT.resolve(named.find() ? named.group(1) : "packs/pinboard");
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(pack)) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        files.put(pack.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return files;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void jsonIsReadByWhatReadsItInEarnest(Path page) throws IOException {
    for (String block : blocks(page, "json")) {
      if (block.contains("\"specversion\"")) {
        assertThat(new EventReader().read(block.replace('\n', ' ')))
            .as(block)
            .isInstanceOf(EventReading.Accepted.class);
      } else if (block.contains("\"ranks\"")) {
        RankingFile.read(written(block));
      } else if (block.contains("\"roadmap\"")) {
        Plan.read(written(block));
      } else if (block.contains("\"bank\"")) {
        assertThat(Feed.read(written(block))).isNotEmpty();
      } else {
        assertThat(new JsonReader().read(block)).as(block).isInstanceOf(JsonReading.Value.class);
      }
    }
  }

  private Path written(String text) {
    try {
      return Files.writeString(folder.resolve("snippet.json"), text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void callsAreOfRoutesThatThereAre(Path page) throws IOException {
    Set<String> routes = routes();
    List<String> calls = new ArrayList<>();
    for (String language : List.of("", "sh", "bash", "console")) {
      for (String block : blocks(page, language)) {
        block
            .replace("\\\n", " ")
            .lines()
            .map(CURL::matcher)
            .filter(Matcher::matches)
            .forEach(call -> calls.add(method(call.group()) + " " + call.group(1)));
      }
    }
    assertThat(calls)
        .allSatisfy(call -> assertThat(routes).as(call).anyMatch(route -> call.matches(route)));
  }

  @Test
  void theRoutesAreRead() throws IOException {
    assertThat(routes()).contains("POST /v1/events", "GET /v1/decisions/[^/]+");
  }

  private static String method(String call) {
    Matcher named = METHOD.matcher(call);
    if (named.find()) {
      return named.group(1);
    }
    return SENDS.matcher(call).find() ? "POST" : "GET";
  }

  /** As patterns: {@code GET /v1/decisions/[^/]+}. */
  private static Set<String> routes() throws IOException {
    Set<String> routes = new HashSet<>();
    String path = "";
    for (String line : Files.readAllLines(ROOT.resolve("docs/reference/openapi.yaml"))) {
      if (line.matches("  /\\S+:")) {
        path = line.strip().replaceAll(":$", "").replaceAll("\\{[^}]+}", "[^/]+");
      } else if (line.matches("    (get|post|put|patch|delete):")) {
        routes.add(line.strip().replace(":", "").toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return routes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
