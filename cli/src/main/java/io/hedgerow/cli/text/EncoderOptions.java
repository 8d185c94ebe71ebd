package io.hedgerow.cli.text;

import io.hedgerow.cli.CommandFailure;
import io.hedgerow.cli.models.StoreOptions;
import io.hedgerow.models.encoder.BatchingEncoder;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.encoder.OnnxEncoder;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which encoder a command uses. */
final class EncoderOptions {
  private static final int BATCH = 8;

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description = "minilm (the default) or bge-small (stronger, half the speed; fetch it first).")
  private String encoder = "minilm";

  @Mixin private StoreOptions store;

  @SuppressWarnings("NullAway.Init")
  EncoderOptions() {}

  /** Opens it on all cores. */
  BatchingEncoder open() throws IOException {
    return BatchingEncoder.start(find(), Runtime.getRuntime().availableProcessors(), BATCH);
  }

  private OnnxEncoder find() throws IOException {
    return switch (encoder) {
      case "minilm" -> Encoders.openMiniLm(store.open());
      case "bge-small" -> Encoders.openBgeSmall(store.open());
      default ->
          throw new CommandFailure(
              "there is no encoder `" + encoder + "`; valid: minilm, bge-small");
    };
  }
}
