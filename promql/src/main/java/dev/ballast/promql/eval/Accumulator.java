// SPDX-License-Identifier: Apache-2.0
package dev.ballast.promql.eval;

import dev.ballast.promql.ast.Aggregator;

/** A group's running aggregate, one slot per step; takes one series at a time. */
interface Accumulator {

  void add(double[] column);

  /** The results; called once, after all series. */
  double[] finish();

  /** How many columns' worth of memory one group takes. */
  int columns();

  static Accumulator of(Aggregator operator, int steps) {
    return switch (operator) {
      case SUM -> new Sum(steps);
      case AVG -> new Average(steps);
      case COUNT -> new Count(steps);
      case GROUP -> new Extreme(steps, Extreme.Kind.ONE);
      case MIN -> new Extreme(steps, Extreme.Kind.MIN);
      case MAX -> new Extreme(steps, Extreme.Kind.MAX);
      case STDDEV -> new Deviation(steps, true);
      case STDVAR -> new Deviation(steps, false);
      default -> throw new IllegalArgumentException(operator.word());
    };
  }

  /** Compensated sums. */
  final class Sum implements Accumulator {
    private final double[] sums;
    private final double[] lost;

    Sum(int steps) {
      sums = Column.absent(steps);
      lost = new double[steps];
    }

    @Override
    public void add(double[] column) {
      for (int i = 0; i < column.length; i++) {
        double value = column[i];
        if (Column.isAbsent(value)) {
          continue;
        }
        double sum = sums[i];
        if (Column.isAbsent(sum)) {
          sums[i] = value;
        } else {
          double total = sum + value;
          lost[i] = KahanSum.lost(sum, value, total, lost[i]);
          sums[i] = total;
        }
      }
    }

    @Override
    public double[] finish() {
      for (int i = 0; i < sums.length; i++) {
        if (!Column.isAbsent(sums[i])) {
          sums[i] += lost[i];
        }
      }
      return sums;
    }

    @Override
    public int columns() {
      return 2;
    }
  }

  /** The sum by the count, until the sum would overflow; from there on a running mean. */
  final class Average implements Accumulator {
    private final double[] values;
    private final double[] lost;
    private final double[] counts;
    private final boolean[] running;

    Average(int steps) {
      values = new double[steps];
      lost = new double[steps];
      counts = new double[steps];
      running = new boolean[steps];
    }

    @Override
    public void add(double[] column) {
      for (int i = 0; i < column.length; i++) {
        if (!Column.isAbsent(column[i])) {
          add(i, column[i]);
        }
      }
    }

    private void add(int i, double value) {
      double count = ++counts[i];
      if (count == 1) {
        values[i] = value;
        return;
      }
      if (!running[i]) {
        double total = values[i] + value;
        if (!Double.isInfinite(total)) {
          lost[i] = KahanSum.lost(values[i], value, total, lost[i]);
          values[i] = total;
          return;
        }
        running[i] = true;
        values[i] /= count - 1;
        lost[i] /= count - 1;
      }
      double q = (count - 1) / count;
      double mean = q * values[i];
      double total = mean + value / count;
      lost[i] = KahanSum.lost(mean, value / count, total, q * lost[i]);
      values[i] = total;
    }

    @Override
    public double[] finish() {
      for (int i = 0; i < values.length; i++) {
        if (counts[i] == 0) {
          values[i] = Column.ABSENT;
        } else if (running[i]) {
          values[i] += lost[i];
        } else {
          values[i] = values[i] / counts[i] + lost[i] / counts[i];
        }
      }
      return values;
    }

    @Override
    public int columns() {
      return 4;
    }
  }

  /** How many series have a value. */
  final class Count implements Accumulator {
    private final double[] counts;

    Count(int steps) {
      counts = new double[steps];
    }

    @Override
    public void add(double[] column) {
      for (int i = 0; i < column.length; i++) {
        counts[i] += Column.isAbsent(column[i]) ? 0 : 1;
      }
    }

    @Override
    public double[] finish() {
      for (int i = 0; i < counts.length; i++) {
        if (counts[i] == 0) {
          counts[i] = Column.ABSENT;
        }
      }
      return counts;
    }

    @Override
    public int columns() {
      return 1;
    }
  }

  /** The least or largest number, NaN only when there is no other; or just 1. */
  final class Extreme implements Accumulator {

    enum Kind {
      MIN,
      MAX,
      ONE
    }

    private final double[] values;
    private final Kind kind;

    Extreme(int steps, Kind kind) {
      this.values = Column.absent(steps);
      this.kind = kind;
    }

    @Override
    public void add(double[] column) {
      for (int i = 0; i < column.length; i++) {
        double value = column[i];
        if (Column.isAbsent(value)) {
          continue;
        }
        if (kind == Kind.ONE) {
          values[i] = 1;
        } else if (Double.isNaN(values[i])
            || (kind == Kind.MAX ? values[i] < value : values[i] > value)) {
          values[i] = value;
        }
      }
    }

    @Override
    public double[] finish() {
      return values;
    }

    @Override
    public int columns() {
      return 1;
    }
  }

  /** Population variance or its root, by Welford's method. */
  final class Deviation implements Accumulator {
    private final double[] counts;
    private final double[] means;
    private final double[] squares;
    private final boolean root;

    Deviation(int steps, boolean root) {
      this.counts = new double[steps];
      this.means = new double[steps];
      this.squares = new double[steps];
      this.root = root;
    }

    @Override
    public void add(double[] column) {
      for (int i = 0; i < column.length; i++) {
        double value = column[i];
        if (Column.isAbsent(value)) {
          continue;
        }
        counts[i]++;
        double delta = value - means[i];
        means[i] += delta / counts[i];
        squares[i] += delta * (value - means[i]);
      }
    }

    @Override
    public double[] finish() {
      for (int i = 0; i < squares.length; i++) {
        double variance = squares[i] / counts[i];
        squares[i] = counts[i] == 0 ? Column.ABSENT : root ? Math.sqrt(variance) : variance;
      }
      return squares;
    }

    @Override
    public int columns() {
      return 3;
    }
  }
}
