package io.hedgerow.models.onnx;

import java.util.Arrays;

/**
 * Numbers with a shape, row by row. The arrays are not copied; leave them alone while a run lasts.
 */
public sealed interface Tensor {

  /** Sizes of the dimensions, outermost first. */
  long[] shape();

  /** 32-bit floats, such as pixels. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody; copies of megabytes would cost
  record Floats(float[] values, long... shape) implements Tensor {
    public Floats {
      requireSize(values.length, shape);
    }
  }

  /** 64-bit integers, such as token ids. */
  @SuppressWarnings("ArrayRecordComponent")
  record Longs(long[] values, long... shape) implements Tensor {
    public Longs {
      requireSize(values.length, shape);
    }
  }

  private static void requireSize(long size, long[] shape) {
    long product = 1;
    for (long dimension : shape) {
      product *= dimension;
    }
    if (product != size) {
      throw new IllegalArgumentException(
          "a tensor of shape %s holds %d values, was given %d"
              .formatted(Arrays.toString(shape), product, size));
    }
  }
}
