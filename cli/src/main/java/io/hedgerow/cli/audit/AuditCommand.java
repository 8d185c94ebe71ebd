package io.hedgerow.cli.audit;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Groups what can be done with the audit log. */
@Command(
    name = "audit",
    description = "Check the audit log.",
    subcommands = {AuditVerifyCommand.class})
public final class AuditCommand implements Runnable {
  @Spec private CommandSpec spec;

  /** Made by picocli, which fills the annotated fields. */
  @SuppressWarnings("NullAway.Init")
  public AuditCommand() {}

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do with the audit log");
  }
}
