package io.hedgerow.engine.counter;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Estimates how many different hashes were added (Flajolet, Fusy, Gandouet, Meunier 2007), read
 * with Ertl's improved raw estimator, which needs no bias table and no switch between ranges (Ertl,
 * "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284, algorithm 6).
 */
final class HyperLogLog {
  /** Standard error 1.04 / sqrt(2^14) = 0.81%: 3% is 3.7 of them. */
  static final int PRECISION = 14;

  static final int REGISTERS = 1 << PRECISION;
  private static final int LONGEST_RUN = 64 - PRECISION;
  private static final double ALPHA = 1 / (2 * Math.log(2));

  /** About what a sketch takes on the heap. */
  static final long BYTES = REGISTERS + 4L * (LONGEST_RUN + 2) + 56;

  private final byte[] registers = new byte[REGISTERS];

  /** How many registers have each rank; kept up to date, so that an estimate reads no registers. */
  private final int[] histogram = new int[LONGEST_RUN + 2];

  HyperLogLog() {
    histogram[0] = REGISTERS;
  }

  void add(long hash) {
    int register = (int) (hash >>> LONGEST_RUN);
    int rank = Long.numberOfLeadingZeros((hash << PRECISION) | (1L << (PRECISION - 1))) + 1;
    raise(register, rank);
  }

  private void raise(int register, int rank) {
    int before = registers[register];
    if (before < rank) {
      registers[register] = (byte) rank;
      histogram[before]--;
      histogram[rank]++;
    }
  }

  void addAll(HyperLogLog other) {
    for (int i = 0; i < REGISTERS; i++) {
      raise(i, other.registers[i]);
    }
  }

  void write(DataOutput out) throws IOException {
    out.write(registers);
  }

  static HyperLogLog read(DataInput in) throws IOException {
    byte[] ranks = new byte[REGISTERS];
    in.readFully(ranks);
    HyperLogLog sketch = new HyperLogLog();
    for (int i = 0; i < REGISTERS; i++) {
      if (ranks[i] < 0 || ranks[i] > LONGEST_RUN + 1) {
        throw new IOException("counter snapshot is damaged: there is no rank " + ranks[i]);
      }
      sketch.raise(i, ranks[i]);
    }
    return sketch;
  }

  long estimate() {
    double z = REGISTERS * tau(1 - (double) histogram[LONGEST_RUN + 1] / REGISTERS);
    for (int rank = LONGEST_RUN; rank >= 1; rank--) {
      z = 0.5 * (z + histogram[rank]);
    }
    z += REGISTERS * sigma((double) histogram[0] / REGISTERS);
    return Math.round(ALPHA * REGISTERS * REGISTERS / z);
  }

  private static double sigma(double share) {
    if (share == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = share;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (z != before);
    return z;
  }

  private static double tau(double share) {
    if (share == 0 || share == 1) {
      return 0;
    }
    double x = share;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (z != before);
    return z / 3;
  }
}
