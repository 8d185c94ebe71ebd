package io.hedgerow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/** Every page's links lead somewhere, and every command it shows is one that there is. */
final class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern SHELL =
      Pattern.compile("^```(?:sh|bash|console)?\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);

  static List<Path> pages() throws IOException {
    try (Stream<Path> walk = Files.walk(ROOT)) {
      return walk.filter(path -> path.toString().endsWith(".md"))
          .map(ROOT::relativize)
          .filter(path -> !path.toString().matches("(?s).*(^|/)(target|node_modules|\\..*)/.*"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksLeadSomewhere(Path page) throws IOException {
    String text = withoutCode(Files.readString(ROOT.resolve(page)));
    assertThat(LINK.matcher(text).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(leadsSomewhere(page, link)).as(link).isTrue());
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsAreUnderstood(Path page) throws IOException {
    String text = Files.readString(ROOT.resolve(page));
    assertThat(SHELL.matcher(text).results().flatMap(DocsTest::commands))
        .allSatisfy(command -> assertThat(complaint(command)).as(command).isEmpty());
  }

  private static String withoutCode(String text) {
    return text.replaceAll("(?s)```.*?```", "").replaceAll("`[^`\n]*`", "");
  }

  private static boolean leadsSomewhere(Path page, String link) {
    if (link.matches("(https?|mailto):.*") || link.startsWith("#")) {
      return true;
    }
    String file = URLDecoder.decode(link.replaceAll("#.*", ""), StandardCharsets.UTF_8);
    return Files.exists(ROOT.resolve(page).resolveSibling(file));
  }

  /** What is between {@code ./hedgerow} and the next pipe, redirection or comment. */
  private static Stream<String> commands(MatchResult block) {
    return block
        .group(1)
        .replace("\\\n", " ")
        .lines()
        .flatMap(line -> Arrays.stream(line.replaceAll("\\s#.*", "").split("\\||;|&&")))
        .map(part -> part.replaceAll("[<>]\\s*\\S+", "").strip())
        .filter(part -> part.startsWith("./hedgerow "))
        .map(part -> part.substring("./hedgerow ".length()));
  }

  /** Why the command would be refused before it does anything; empty when it would not. */
  private static String complaint(String command) {
    List<String> words = new ArrayList<>();
    Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\S+)")
        .matcher(command)
        .results()
        .map(word -> word.group().replaceAll("^['\"]|['\"]$", ""))
        .filter(word -> !word.equals("&"))
        .map(word -> word.startsWith("@") ? "@" + ROOT.resolve(word.substring(1)) : word)
        .forEach(words::add);
    try {
      Hedgerow.commandLine().parseArgs(words.toArray(String[]::new));
      return "";
    } catch (ParameterException refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
