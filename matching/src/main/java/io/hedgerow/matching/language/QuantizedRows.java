package io.hedgerow.matching.language;

/**
 * A matrix whose rows are kept as one byte for each stretch of two columns or so, pointing at one
 * of 256 centroids of that stretch (product quantisation; Jégou, Douze and Schmid, PAMI 2011),
 * times a norm that is kept the same way.
 */
final class QuantizedRows {
  private static final int CENTROIDS = 256;

  private final byte[] codes;
  private final Centroids stretches;
  private final byte[] normCodes;
  private final float[] norms;

  private QuantizedRows(byte[] codes, Centroids stretches, byte[] normCodes, float[] norms) {
    this.codes = codes;
    this.stretches = stretches;
    this.normCodes = normCodes;
    this.norms = norms;
  }

  /** Centroids of each stretch; the last may be narrower. */
  private record Centroids(
      int dimensions, int stretches, int width, int lastWidth, float[] values) {

    static Centroids read(ModelBytes file) {
      int dimensions = file.number();
      int stretches = file.number();
      int width = file.number();
      int lastWidth = file.number();
      boolean fits = width > 0 && lastWidth > 0 && lastWidth <= width && stretches > 0;
      if (!fits || (long) (stretches - 1) * width + lastWidth != dimensions) {
        throw new IllegalArgumentException("the quantiser of a model file does not fit its matrix");
      }
      return new Centroids(
          dimensions, stretches, width, lastWidth, file.reals(dimensions * CENTROIDS));
    }

    int start(int stretch, int code) {
      boolean last = stretch == stretches - 1;
      return stretch * CENTROIDS * width + code * (last ? lastWidth : width);
    }

    int width(int stretch) {
      return stretch == stretches - 1 ? lastWidth : width;
    }
  }

  static QuantizedRows read(ModelBytes file) {
    boolean normed = file.flag();
    int rows = file.count(file.longNumber(), 1);
    file.longNumber();
    byte[] codes = file.octets(file.number());
    Centroids centroids = Centroids.read(file);
    file.expect("quantised length", (long) rows * centroids.stretches(), codes.length);
    byte[] normCodes = normed ? file.octets(rows) : new byte[0];
    float[] norms = normed ? Centroids.read(file).values() : new float[] {1};
    return new QuantizedRows(codes, centroids, normed ? normCodes : new byte[rows], norms);
  }

  int rows() {
    return normCodes.length;
  }

  int dimensions() {
    return stretches.dimensions();
  }

  void addTo(float[] sum, int row) {
    float norm = norms[normCodes[row] & 0xFF];
    for (int stretch = 0; stretch < stretches.stretches(); stretch++) {
      int code = codes[row * stretches.stretches() + stretch] & 0xFF;
      int from = stretches.start(stretch, code);
      for (int i = 0; i < stretches.width(stretch); i++) {
        sum[stretch * stretches.width() + i] += norm * stretches.values()[from + i];
      }
    }
  }
}
