package io.hedgerow.matching.image;

/**
 * The eight ways to turn and mirror a rectangle. A picture so treated maps its row and column
 * frequencies to the original's, swapped when {@code transposes}, with odd ones negated along the
 * mirrored axes: that is why all eight hashes come from one transform.
 *
 * <p>Read as: transpose first if it does, then mirror top to bottom, then left to right.
 */
public enum Turn {
  ORIGINAL(false, false, false),
  ROTATED_90(true, true, false),
  ROTATED_180(false, true, true),
  ROTATED_270(true, false, true),
  FLIPPED_TOP_BOTTOM(false, true, false),
  FLIPPED_LEFT_RIGHT(false, false, true),
  TRANSPOSED(true, false, false),
  TRANSVERSED(true, true, true);

  private final boolean transposes;
  private final boolean mirrorsRows;
  private final boolean mirrorsColumns;

  Turn(boolean transposes, boolean mirrorsRows, boolean mirrorsColumns) {
    this.transposes = transposes;
    this.mirrorsRows = mirrorsRows;
    this.mirrorsColumns = mirrorsColumns;
  }

  /** Whether rows become columns. */
  public boolean transposes() {
    return transposes;
  }

  /** Whether top and bottom change places (after transposing). */
  public boolean mirrorsRows() {
    return mirrorsRows;
  }

  /** Whether left and right change places (after transposing). */
  public boolean mirrorsColumns() {
    return mirrorsColumns;
  }

  /** The picture so treated. */
  public Pixels of(Pixels picture) {
    int width = transposes ? picture.height() : picture.width();
    int height = transposes ? picture.width() : picture.height();
    int channels = picture.channels();
    byte[] out = new byte[picture.samples().length];
    for (int y = 0; y < height; y++) {
      int row = mirrorsRows ? height - 1 - y : y;
      for (int x = 0; x < width; x++) {
        int column = mirrorsColumns ? width - 1 - x : x;
        int from = transposes ? column * picture.width() + row : row * picture.width() + column;
        System.arraycopy(
            picture.samples(), from * channels, out, (y * width + x) * channels, channels);
      }
    }
    return new Pixels(width, height, channels, out);
  }
}
