package io.hedgerow.engine.counter;

/**
 * Estimates how many different hashes were added (Flajolet, Fusy, Gandouet, Meunier 2007), read
 * with Ertl's improved raw estimator, which needs no bias table and no switch between ranges (Ertl,
 * "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284, algorithm 6).
 */
final class HyperLogLog {
  static final int PRECISION = 13;
  static final int REGISTERS = 1 << PRECISION;
  private static final int LONGEST_RUN = 64 - PRECISION;
  private static final double ALPHA = 1 / (2 * Math.log(2));

  private final byte[] registers;

  HyperLogLog() {
    this(new byte[REGISTERS]);
  }

  HyperLogLog(byte[] registers) {
    this.registers = registers;
  }

  byte[] registers() {
    return registers;
  }

  void add(long hash) {
    int register = (int) (hash >>> LONGEST_RUN);
    int rank = Long.numberOfLeadingZeros((hash << PRECISION) | (1L << (PRECISION - 1))) + 1;
    if (registers[register] < rank) {
      registers[register] = (byte) rank;
    }
  }

  void addAll(HyperLogLog other) {
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], other.registers[i]);
    }
  }

  long estimate() {
    int[] histogram = new int[LONGEST_RUN + 2];
    for (byte rank : registers) {
      histogram[rank]++;
    }
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
