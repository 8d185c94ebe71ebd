package io.hedgerow.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.hedgerow.models.store.ModelUnavailable;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A network in ONNX Runtime on the CPU. One call uses one core, so that two callers on two cores
 * get twice the throughput. Safe for use by many threads; close it when none uses it any more.
 */
public final class OnnxModel implements AutoCloseable {
  private final String name;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OnnxModel(String name, OrtEnvironment environment, OrtSession session) {
    this.name = name;
    this.environment = environment;
    this.session = session;
  }

  /**
   * Opens a network.
   *
   * @param name for messages
   * @param graph the content of an ONNX file, self-contained
   * @throws ModelUnavailable if the bytes are no network that this runtime can run
   */
  public static OnnxModel open(String name, byte[] graph) throws ModelUnavailable {
    OrtEnvironment environment = RuntimeEnvironment.get();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      return new OnnxModel(name, environment, environment.createSession(graph, options));
    } catch (OrtException broken) {
      throw new ModelUnavailable(
          "model `%s` cannot be opened: %s".formatted(name, broken.getMessage()));
    }
  }

  /** Names of what it reads. */
  public Set<String> inputs() {
    return session.getInputNames();
  }

  /** Names of what it computes. */
  public Set<String> outputs() {
    return session.getOutputNames();
  }

  /**
   * Runs the network and answers the wanted outputs, each flattened row by row.
   *
   * @throws IllegalStateException if the network cannot run on these inputs
   */
  public Map<String, float[]> run(Map<String, Tensor> inputs, Set<String> wanted) {
    Map<String, OnnxTensor> tensors = HashMap.newHashMap(inputs.size());
    try {
      for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
        tensors.put(input.getKey(), tensor(input.getValue()));
      }
      try (OrtSession.Result result = session.run(tensors, wanted)) {
        return read(result);
      }
    } catch (OrtException failure) {
      throw new IllegalStateException(
          "model `%s` cannot run: %s".formatted(name, failure.getMessage()), failure);
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private OnnxTensor tensor(Tensor tensor) throws OrtException {
    return switch (tensor) {
      case Tensor.Floats floats ->
          OnnxTensor.createTensor(environment, FloatBuffer.wrap(floats.values()), floats.shape());
      case Tensor.Longs longs ->
          OnnxTensor.createTensor(environment, LongBuffer.wrap(longs.values()), longs.shape());
    };
  }

  private static Map<String, float[]> read(OrtSession.Result result) {
    Map<String, float[]> read = HashMap.newHashMap(result.size());
    result.forEach(output -> {
      FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      read.put(output.getKey(), copy);
    });
    return read;
  }

  /** Closes it; once more does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      session.close();
    } catch (OrtException failure) {
      throw new IllegalStateException(
          "model `%s` cannot be closed: %s".formatted(name, failure.getMessage()), failure);
    }
  }
}
