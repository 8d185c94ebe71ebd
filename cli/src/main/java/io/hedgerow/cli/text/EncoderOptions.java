package io.hedgerow.cli.text;

import io.hedgerow.cli.models.StoreOptions;
import io.hedgerow.models.encoder.BatchingEncoder;
import io.hedgerow.models.encoder.CachingEncoder;
import io.hedgerow.models.encoder.Encoder;
import io.hedgerow.models.encoder.Encoders;
import io.hedgerow.models.encoder.OnnxEncoder;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which encoder a command uses. */
final class EncoderOptions {
  private static final int REMEMBERED = 10_000;

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description =
          "static (fastest), minilm (the default), bge-small (stronger, half the speed), mbert"
              + " (multilingual, a sixth of the speed) or one of yours; see `hedgerow models"
              + " list`.")
  private @Nullable String encoder;

  @Mixin private StoreOptions store;

  @SuppressWarnings("NullAway.Init")
  EncoderOptions() {}

  /** Opens it on all cores. */
  Encoder open() throws IOException {
    return open("minilm");
  }

  /**
   * Opens it on all cores; a text that comes again is not encoded again.
   *
   * @param usual which one, where the user named none
   */
  Encoder open(String usual) throws IOException {
    Encoder found = Encoders.open(store.open(), encoder == null ? usual : encoder);
    int cores = Runtime.getRuntime().availableProcessors();
    return found instanceof OnnxEncoder network
        ? new CachingEncoder(BatchingEncoder.start(network, cores, Encoders.BATCH), REMEMBERED)
        : found;
  }
}
