package io.hedgerow.engine.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.PackCompilation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What pack authors are told, word for word. Each file in {@code diagnostics} changes the small
 * pack: its first line names a file and, after {@code ::}, text and its replacement; the rest is
 * what must be said. Run with {@code -Dhedgerow.rewrite=true} to write it anew.
 */
final class DiagnosticsTest {
  private static final Path CASES = Path.of("src/test/resources/diagnostics");
  private static final Path SMALL = Path.of("src/test/resources/packs/small");

  static List<Path> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      return files.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theAuthorIsToldWhatIsWrongWhereAndHowToMendIt(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    String[] change = lines.getFirst().split(" :: ", -1);
    Map<String, byte[]> pack = small();
    String before = new String(pack.getOrDefault(change[0], new byte[0]), StandardCharsets.UTF_8);
    assertThat(before).as(change[0]).contains(change[1].replace("\\n", "\n"));
    pack.put(
        change[0],
        before
            .replace(change[1].replace("\\n", "\n"), change[2].replace("\\n", "\n"))
            .getBytes(StandardCharsets.UTF_8));
    String said = DiagnosticText.render(diagnostics(pack));
    if (Boolean.getBoolean("hedgerow.rewrite")) {
      Files.writeString(file, lines.getFirst() + "\n" + said);
    } else {
      assertThat(said).isEqualTo(String.join("\n", lines.subList(1, lines.size())) + "\n");
    }
  }

  @Test
  void theSmallPackItselfIsFine() throws IOException {
    assertThat(diagnostics(small())).isEmpty();
  }

  @Test
  void thatAFolderIsNotThereOrEmptyIsSaid(@org.junit.jupiter.api.io.TempDir Path empty) {
    assertThat(PackLoader.load(empty.resolve("nowhere"))).isInstanceOf(PackLoading.Failed.class);
    PackLoading.Failed failed = (PackLoading.Failed) PackLoader.load(empty);
    assertThat(failed.diagnostics())
        .extracting(Diagnostic::message)
        .contains("the pack has no pack.yaml", "the pack has no events.yaml");
  }

  @Test
  void hostileFilesAreRefusedWithoutAnException() throws IOException {
    for (String hostile :
        List.of(
            "a: &a [1,1]\nb: &b [*a,*a]\nc: [*b,*b]",
            "[".repeat(50_000),
            "\u0000",
            "- - - -\n\t- x",
            "a: !!java.net.URL [x]")) {
      Map<String, byte[]> pack = small();
      pack.put("counters.yaml", hostile.getBytes(StandardCharsets.UTF_8));
      assertThat(diagnostics(pack))
          .as(hostile.substring(0, Math.min(20, hostile.length())))
          .isNotEmpty();
    }
    Map<String, byte[]> notText = small();
    notText.put("rules/links.yaml", new byte[] {'a', (byte) 0xFF});
    assertThat(diagnostics(notText))
        .extracting(Diagnostic::message)
        .anyMatch(m -> m.contains("byte 1"));
  }

  @Test
  void structureAndTypesAreReportedTogether() throws IOException {
    Map<String, byte[]> pack = small();
    pack.put(
        "rules/both.yaml",
        """
        - id: wrong-stage
          on: [pin.created]
          when: event.title == "a"
          stage: lively
        - id: wrong-type
          on: [pin.created]
          when: event.title > 3
          stage: live
        """
            .getBytes(StandardCharsets.UTF_8));
    assertThat(diagnostics(pack))
        .extracting(d -> d.span().file() + ":" + d.span().line())
        .contains("rules/both.yaml:4", "rules/both.yaml:7");
  }

  @Test
  void whatIsWrongWithACounterHidesNothingThatIsWrongWithARule() throws IOException {
    Map<String, byte[]> pack = small();
    pack.put(
        "counters.yaml",
        """
        sound: {on: [pin.created], key: event.actor, count: event.pin, window: 1h}
        unsound: {on: [pin.created], key: event.actor, window: 1h}
        """
            .getBytes(StandardCharsets.UTF_8));
    pack.put(
        "rules/links.yaml",
        """
        - id: wrong-type
          on: [pin.created]
          when: counter.sound > "3"
          stage: live
          reason: "{counter.sound}"
        - id: asks-what-nobody-knows
          on: [pin.created]
          when: counter.unsound > 3.0
          stage: live
          reason: "{counter.unsound}"
        - id: wrong-field
          on: [pin.created]
          when: event.titel == "a"
          stage: live
          reason: "a"
        """
            .getBytes(StandardCharsets.UTF_8));
    pack.remove("tests/links.yaml");
    pack.remove("statements/de.yaml");
    pack.put(
        "pack.yaml", "name: small\ndescription: d\nowners: [o]\n".getBytes(StandardCharsets.UTF_8));
    assertThat(errors(pack))
        .extracting(d -> d.span().file() + ":" + d.span().line())
        .containsExactly("counters.yaml:2", "rules/links.yaml:3", "rules/links.yaml:13");
  }

  @Test
  void rulesWithoutCountersAreCheckedWhenTheCountersAreNoYaml() throws IOException {
    Map<String, byte[]> pack = small();
    pack.put("counters.yaml", "a: [".getBytes(StandardCharsets.UTF_8));
    pack.put(
        "rules/more.yaml",
        """
        - id: wrong-type
          on: [pin.created]
          when: event.title > 3
          stage: live
          reason: "a"
        """
            .getBytes(StandardCharsets.UTF_8));
    assertThat(errors(pack))
        .extracting(d -> d.span().file())
        .containsExactly("counters.yaml", "rules/more.yaml");
  }

  @Test
  void whatIsWrongWithAFieldHidesOnlyWhatAsksForIt() throws IOException {
    assertThat(
            errorsOf(
                "events.yaml",
                """
                types:
                  pin.created:
                    actor: actor
                    subject: pin
                    fields: {actor: string, pin: string, title: txt, link: url, likes: int}
                """,
                """
                - id: waits
                  on: [pin.created]
                  when: event.title > 3
                  stage: live
                  reason: "a"
                - id: wrong-type
                  on: [pin.created]
                  when: event.likes > "3"
                  stage: live
                  reason: "a"
                """))
        .containsExactly("events.yaml:5", "rules/links.yaml:8");
  }

  @Test
  void whatIsWrongWithAnEventTypeHidesOnlyTheRulesOnIt() throws IOException {
    assertThat(
            errorsOf(
                "events.yaml",
                """
                types:
                  pin.created:
                    actor: actor
                    subjct: pin
                    fields: {actor: string, pin: string, likes: int}
                  pin.saved: {actor: actor, subject: pin, fields: {actor: string, pin: string}}
                """,
                """
                - id: waits
                  on: [pin.created]
                  when: event.likes > "3"
                  stage: live
                  reason: "a"
                - id: wrong-type
                  on: [pin.saved]
                  when: event.pin > 3
                  stage: live
                  reason: "a"
                """))
        .containsExactly("events.yaml:4", "rules/links.yaml:8");
  }

  @Test
  void whatIsWrongWithAScoreHidesOnlyTheRulesThatAskForIt() throws IOException {
    assertThat(
            errorsOf(
                "signals.yaml",
                """
                scores:
                  toxic: {input: event.title}
                  rude: {inptu: event.title}
                """,
                """
                - id: waits
                  on: [pin.created]
                  when: score.rude > "3"
                  stage: live
                  reason: "a"
                - id: wrong-type
                  on: [pin.created]
                  when: score.toxic > "3"
                  stage: live
                  reason: "a"
                """))
        .contains("signals.yaml:3", "rules/links.yaml:8")
        .doesNotContain("rules/links.yaml:3");
  }

  /** Where there are errors when only that file and one of rules say something beside the head. */
  private static List<String> errorsOf(String path, String text, String rules) throws IOException {
    Map<String, byte[]> pack = small();
    pack.keySet().removeIf(file -> file.matches("(tests|statements|lists)/.*|counters\\.yaml"));
    pack.put(
        "pack.yaml", "name: small\ndescription: d\nowners: [o]\n".getBytes(StandardCharsets.UTF_8));
    pack.put(path, text.getBytes(StandardCharsets.UTF_8));
    pack.put("rules/links.yaml", rules.getBytes(StandardCharsets.UTF_8));
    return errors(pack).stream().map(d -> d.span().file() + ":" + d.span().line()).toList();
  }

  private static List<Diagnostic> errors(Map<String, byte[]> pack) {
    return diagnostics(pack).stream()
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .toList();
  }

  @Test
  void filesThatAreNotReadOrSayNothingAreNamed(@org.junit.jupiter.api.io.TempDir Path folder)
      throws IOException {
    for (Map.Entry<String, byte[]> file : small().entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Files.writeString(folder.resolve("rules/more.yml"), "- id: x");
    Files.createDirectories(folder.resolve("rules/inner"));
    Files.writeString(folder.resolve("rules/inner/x.yaml"), "- id: x");
    Files.writeString(folder.resolve("rules/empty.yaml"), "# later\n");
    Files.writeString(folder.resolve("README.md"), "hello");
    assertThat(((PackLoading.Loaded) PackLoader.load(folder)).warnings())
        .extracting(d -> d.span().file() + " " + d.message())
        .containsExactly(
            "rules/empty.yaml the file says nothing",
            "rules/inner/x.yaml this file is not read",
            "rules/more.yml this file is not read");
  }

  @Test
  void aLinkOutOfThePackIsRefused(@org.junit.jupiter.api.io.TempDir Path folder)
      throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "x");
    Path pack = Files.createDirectories(folder.resolve("pack/lists"));
    Files.createSymbolicLink(pack.resolve("stolen.txt"), secret);
    PackLoading.Failed failed = (PackLoading.Failed) PackLoader.load(folder.resolve("pack"));
    assertThat(failed.diagnostics())
        .extracting(Diagnostic::message)
        .contains("the file is a link out of the pack");
  }

  @Test
  void theVersionIsThatOfTheContentAlone() throws IOException {
    Map<String, byte[]> pack = small();
    String version = version(pack);
    pack.put("README.md", new byte[] {'x'});
    pack.replaceAll((_, bytes) ->
        new String(bytes, StandardCharsets.UTF_8)
            .replace("\n", "\r\n")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(version(pack)).isEqualTo(version);
    pack.put("lists/shorteners.txt", "other.example\n".getBytes(StandardCharsets.UTF_8));
    assertThat(version(pack)).isNotEqualTo(version);
  }

  private static String version(Map<String, byte[]> pack) {
    return ((PackLoading.Loaded) PackLoader.load(pack)).pack().version();
  }

  private static List<Diagnostic> diagnostics(Map<String, byte[]> pack) {
    List<Diagnostic> all = new ArrayList<>();
    switch (PackLoader.load(pack)) {
      case PackLoading.Failed failed -> all.addAll(CompiledPack.everythingWrong(failed));
      case PackLoading.Loaded(Pack loaded, List<Diagnostic> warnings) -> {
        all.addAll(warnings);
        if (CompiledPack.compile(loaded) instanceof PackCompilation.Failed(var errors)) {
          all.addAll(errors);
        }
      }
    }
    return all;
  }

  private static Map<String, byte[]> small() throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(SMALL)) {
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        files.put(SMALL.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
      }
    }
    return files;
  }
}
