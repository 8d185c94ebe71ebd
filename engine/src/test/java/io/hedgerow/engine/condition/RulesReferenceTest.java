package io.hedgerow.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Expression;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SourceSpan;
import io.hedgerow.engine.statement.StatementTemplates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Keeps {@code docs/reference/rules.md} equal to the function table. Run with {@code
 * -Dhedgerow.rewrite=true} to write it.
 */
final class RulesReferenceTest {
  private static final Path PAGE = Path.of("../docs/reference/rules.md");
  private static final String START =
      "<!-- functions: written from code by RulesReferenceTest -->\n";
  private static final String END = "<!-- end of functions -->";

  @Test
  void thePageListsEveryFunctionAsTheCodeHasIt() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START) + START.length();
    int end = page.indexOf(END);
    assertThat(end).as("markers in " + PAGE).isGreaterThanOrEqualTo(start);
    if (Boolean.getBoolean("hedgerow.rewrite")) {
      Files.writeString(PAGE, page.substring(0, start) + functions() + page.substring(end));
    } else {
      assertThat(page.substring(start, end)).isEqualTo(functions());
    }
  }

  private static String functions() {
    Map<String, List<Function>> groups =
        Functions.all().stream()
            .collect(Collectors.groupingBy(Function::group, TreeMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder();
    groups.forEach((group, functions) -> {
      text.append("\n### ")
          .append(group)
          .append("\n\n| call | gives | what it is | example |\n|---|---|---|---|\n");
      functions.forEach(f ->
          text.append("| `")
              .append(f.name())
              .append('(')
              .append(
                  f.parameters().stream()
                      .map(p -> p.name() + ": " + name(p.type()))
                      .collect(Collectors.joining(", ")))
              .append(")` | ")
              .append(name(f.result()))
              .append(" | ")
              .append(f.summary())
              .append(" | `")
              .append(f.example().replace("|", "\\|"))
              .append("` |\n"));
    });
    return text.append('\n').toString();
  }

  private static String name(CelType type) {
    return switch (type) {
      case MapType _ -> "list of the pack";
      case SimpleType simple when simple.equals(SimpleType.DYN) -> "number";
      default -> type.kind().name().equals("LIST") ? "list(string)" : type.name();
    };
  }

  static List<String> examples() {
    return Functions.all().stream().map(Function::example).toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleHolds(String example) {
    EventType type = new EventType("t", List.of(), Optional.empty(), Optional.empty());
    Pack pack =
        new Pack(
            "p",
            "",
            List.of(),
            "v",
            Duration.ofHours(1),
            List.of(),
            Map.of("t", type),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(),
            StatementTemplates.NONE,
            List.of(),
            List.of(),
            Map.of());
    Diagnostics diagnostics = new Diagnostics();
    Optional<Condition> condition =
        new ConditionCompiler(pack, type, diagnostics)
            .condition(new Expression(example, new SourceSpan("example", 1, 1)));
    assertThat(diagnostics.list()).isEmpty();
    Instant now = Instant.parse("2026-03-01T00:00:00Z");
    Event event = new Event(new EventKey("/t", "1"), "t", now, now, Map.of());
    Scope scope =
        new Scope(
            new EventTyping(type, List.of()).read(event, now),
            Names.of(pack, type),
            now,
            Scope.Lists.of(List.of()),
            Scope.SignalSource.NONE,
            LabelView.NONE);
    assertThat(condition.orElseThrow().evaluate(scope)).isEqualTo(Outcome.Truth.HELD);
  }
}
