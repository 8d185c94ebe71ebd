package io.hedgerow.cli;

import io.hedgerow.ledger.database.DatabaseUnusable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what a command throws into one line for a person. */
final class Failures {
  private static final int COULD_NOT_RUN = 2;

  private Failures() {}

  static int explain(Exception failure, CommandLine command, ParseResult arguments) {
    switch (failure) {
      case CommandFailure known -> say(command, text(known));
      case DatabaseUnusable unusable -> say(command, text(unusable));
      case UncheckedIOException wrapped ->
          say(command, describe(Objects.requireNonNull(wrapped.getCause())));
      case IOException io -> say(command, describe(io));
      default -> {
        say(command, "unexpected failure, please report it: " + failure);
        failure.printStackTrace(command.getErr());
      }
    }
    return COULD_NOT_RUN;
  }

  static int explainUsage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    say(command, usage(failure));
    if (!UnmatchedArgumentException.printSuggestions(failure, command.getErr())) {
      command.getErr().println();
      command.usage(command.getErr());
    }
    return COULD_NOT_RUN;
  }

  private static String usage(ParameterException failure) {
    return failure instanceof UnmatchedArgumentException unmatched
            && !unmatched.isUnknownOption()
            && !failure.getCommandLine().getSubcommands().isEmpty()
        ? "there is no command `" + unmatched.getUnmatched().getFirst() + "` here"
        : text(failure);
  }

  private static String describe(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> "no such file: " + missing.getFile();
      case AccessDeniedException denied -> "may not read or write " + denied.getFile();
      default -> text(failure);
    };
  }

  private static String text(Exception failure) {
    return String.valueOf(failure.getMessage());
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println("hedgerow: " + message);
    command.getErr().flush();
  }
}
