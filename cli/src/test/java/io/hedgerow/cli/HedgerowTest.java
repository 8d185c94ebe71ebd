package io.hedgerow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class HedgerowTest {
  private final StringWriter errors = new StringWriter();
  private final StringWriter output = new StringWriter();
  private final CommandLine command =
      Hedgerow.commandLine()
          .setErr(new PrintWriter(errors, true))
          .setOut(new PrintWriter(output, true));

  @Test
  void withoutACommandItSaysSoAndEndsWithTwo() {
    assertThat(command.execute()).isEqualTo(2);
    assertThat(errors.toString()).contains("a command is needed").contains("Usage:");
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheNearestOne() {
    assertThat(command.execute("tset")).isEqualTo(2);
    assertThat(errors.toString()).contains("there is no command").contains("test");
  }

  @Test
  void everyCommandHasADescriptionAndAnswersHelp() {
    Deque<CommandLine> open = new ArrayDeque<>(command.getSubcommands().values());
    while (!open.isEmpty()) {
      CommandLine next = open.pop();
      open.addAll(next.getSubcommands().values());
      String name = next.getCommandSpec().qualifiedName();
      assertThat(next.getCommandSpec().usageMessage().description()).as(name).isNotEmpty();
      assertThat(next.getUsageMessage()).as(name).contains("Usage:");
    }
  }
}
