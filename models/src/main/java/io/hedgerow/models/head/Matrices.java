package io.hedgerow.models.head;

import java.util.Arrays;

/** The little linear algebra that heads need. */
final class Matrices {
  private Matrices() {}

  /**
   * The inverse, by Gauss–Jordan elimination with the largest pivot of each column.
   *
   * @throws ArithmeticException if there is none
   */
  static double[][] inverse(double[][] matrix) {
    int size = matrix.length;
    double[][] work = new double[size][];
    double[][] inverse = new double[size][size];
    for (int i = 0; i < size; i++) {
      work[i] = matrix[i].clone();
      inverse[i][i] = 1;
    }
    for (int column = 0; column < size; column++) {
      int pivot = pivot(work, column);
      swap(work, column, pivot);
      swap(inverse, column, pivot);
      scale(work[column], inverse[column], 1 / work[column][column]);
      for (int row = 0; row < size; row++) {
        double factor = work[row][column];
        if (row != column && factor != 0) {
          subtract(work[row], work[column], factor);
          subtract(inverse[row], inverse[column], factor);
        }
      }
    }
    return inverse;
  }

  private static int pivot(double[][] work, int column) {
    int best = column;
    for (int row = column + 1; row < work.length; row++) {
      if (Math.abs(work[row][column]) > Math.abs(work[best][column])) {
        best = row;
      }
    }
    if (work[best][column] == 0) {
      throw new ArithmeticException("the matrix has no inverse");
    }
    return best;
  }

  private static void swap(double[][] rows, int a, int b) {
    double[] row = rows[a];
    rows[a] = rows[b];
    rows[b] = row;
  }

  private static void scale(double[] a, double[] b, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
      b[i] *= factor;
    }
  }

  private static void subtract(double[] from, double[] row, double factor) {
    for (int i = 0; i < from.length; i++) {
      from[i] -= factor * row[i];
    }
  }

  /**
   * What the matrix makes the target of, by Gauss's elimination with the largest pivot of each
   * column: a third of the work of an inverse.
   *
   * @throws ArithmeticException if there is no single one
   */
  static double[] solution(double[][] matrix, double[] target) {
    int size = matrix.length;
    double[][] work = new double[size][];
    for (int i = 0; i < size; i++) {
      work[i] = Arrays.copyOf(matrix[i], size + 1);
      work[i][size] = target[i];
    }
    for (int column = 0; column < size; column++) {
      swap(work, column, pivot(work, column));
      for (int row = column + 1; row < size; row++) {
        double factor = work[row][column] / work[column][column];
        for (int i = column; factor != 0 && i <= size; i++) {
          work[row][i] -= factor * work[column][i];
        }
      }
    }
    double[] solution = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double sum = work[row][size];
      for (int i = row + 1; i < size; i++) {
        sum -= work[row][i] * solution[i];
      }
      solution[row] = sum / work[row][row];
    }
    return solution;
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
