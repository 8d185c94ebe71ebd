package io.hedgerow.cli.models;

import io.hedgerow.models.encoder.EncoderCard;
import io.hedgerow.models.encoder.OwnEncoders;
import io.hedgerow.models.store.FileState;
import io.hedgerow.models.store.ModelStore;
import io.hedgerow.models.store.PinnedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hashes what is here. */
@Command(
    name = "verify",
    description = "Hash the files of models again and compare with what was pinned.",
    footer = {"%nExample:", "  hedgerow models verify"},
    exitCodeList = {
      "0:fine",
      "1:a named model is missing, or a file is damaged",
      "2:could not run"
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private StoreOptions options;

  @Parameters(paramLabel = "NAMES", arity = "0..*", description = "Default: all that are here.")
  private List<String> names = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    ModelStore store = options.open();
    boolean wrong = false;
    OwnEncoders own = new OwnEncoders(store);
    List<String> catalogued = new ArrayList<>(names);
    for (EncoderCard card : own.list()) {
      if (names.isEmpty() || catalogued.remove(card.name())) {
        FileState state = own.state(card);
        out.println(card.name() + ": " + StoreOptions.words(state));
        wrong |= state != FileState.FETCHED;
      }
    }
    List<PinnedModel> models =
        names.isEmpty() || !catalogued.isEmpty() ? StoreOptions.named(catalogued) : List.of();
    for (PinnedModel model : models) {
      FileState state = StoreOptions.state(store, model);
      out.println(model.name() + ": " + StoreOptions.words(state));
      wrong |=
          state == FileState.DAMAGED || state == FileState.MISSING && names.contains(model.name());
    }
    out.flush();
    return wrong ? 1 : 0;
  }
}
