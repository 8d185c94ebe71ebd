package io.hedgerow.models.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.util.concurrent.CompletableFuture;

/**
 * The one environment of ONNX Runtime in this process. Making it took more than a megabyte of stack
 * in 1.29.0 on a machine with AVX-512, which is all that Java gives its main thread: the process
 * then ended without a word. So it is made on a thread with a deeper stack; everything after that
 * needs little.
 */
final class RuntimeEnvironment {
  private static final long STACK = 16L << 20;

  private RuntimeEnvironment() {}

  static OrtEnvironment get() {
    CompletableFuture<OrtEnvironment> made = new CompletableFuture<>();
    Runnable making =
        () -> {
          try {
            made.complete(OrtEnvironment.getEnvironment());
          } catch (RuntimeException | Error failure) {
            made.completeExceptionally(failure);
          }
        };
    new Thread(null, making, "onnx-runtime-start", STACK).start();
    return made.join();
  }
}
