package io.hedgerow.models.bert;

/**
 * A matrix of 8-bit integers with one scale for each row or each column: the number meant is {@code
 * values × scale}. Steps go from −64 to 64 only: on processors without VNNI, two products of a
 * larger step with an 8-bit activation do not fit the 16 bits in which they are added, and the
 * network would answer differently there.
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that nobody changes
record Quantized(byte[] values, float[] scales) {
  private static final int STEPS = 64;

  static Quantized byRow(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    float[] scales = new float[rows];
    for (int i = 0; i < matrix.length; i++) {
      scales[i / columns] = Math.max(scales[i / columns], Math.abs(matrix[i]));
    }
    byte[] values = new byte[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      values[i] = step(matrix[i], scales[i / columns]);
    }
    return new Quantized(values, scaled(scales));
  }

  static Quantized byColumn(float[] matrix, int columns) {
    float[] scales = new float[columns];
    for (int i = 0; i < matrix.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(matrix[i]));
    }
    byte[] values = new byte[matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      values[i] = step(matrix[i], scales[i % columns]);
    }
    return new Quantized(values, scaled(scales));
  }

  private static byte step(float value, float largest) {
    return largest > 0 ? (byte) Math.round(value / largest * STEPS) : 0;
  }

  private static float[] scaled(float[] largest) {
    float[] scales = new float[largest.length];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = largest[i] / STEPS;
    }
    return scales;
  }
}
