package io.hedgerow.models.card;

import io.hedgerow.models.calibration.CalibrationError.Bin;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A reliability diagram drawn in text, so that a card needs no picture beside it: mean score to the
 * right, share that breaks the policy upwards. A calibrated score's bins lie on the dotted
 * diagonal; a bin below it was scored too high.
 */
final class CalibrationPlot {
  private static final int COLUMNS = 41;
  private static final int ROWS = 11;

  private CalibrationPlot() {}

  static String of(List<Bin> bins) {
    char[][] cells = new char[ROWS][COLUMNS];
    for (char[] row : cells) {
      Arrays.fill(row, ' ');
    }
    for (int column = 0; column < COLUMNS; column++) {
      cells[place((double) column / (COLUMNS - 1), ROWS)][column] = '·';
    }
    for (Bin bin : bins) {
      cells[place(bin.share(), ROWS)][place(bin.score(), COLUMNS)] = 'o';
    }
    return Stream.iterate(ROWS - 1, row -> row >= 0, row -> row - 1)
            .map(row -> label(row) + " |" + new String(cells[row]).stripTrailing())
            .collect(Collectors.joining("\n"))
        + "\n    +"
        + "-".repeat(COLUMNS)
        + "\n     0.0"
        + " ".repeat(COLUMNS - 6)
        + "1.0\n";
  }

  private static int place(double value, int places) {
    return (int) Math.round(value * (places - 1));
  }

  private static String label(int row) {
    return row % 5 == 0 ? row / 10 + "." + row % 10 : "   ";
  }
}
