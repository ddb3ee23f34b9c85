// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.topology.graph;

import java.util.Arrays;

/** Sums over everything that reaches a node, or that it reaches, exact, for all nodes at once. */
public final class Reach {

  // Reachability as bit sets, one block of 4,096 sources at a time over the acyclic graph between
  // components: O(V / 4096 * (V + E)) steps of 64 words. Sums are read off by tables of 256 values
  // for each byte; words of nothing, and of everything, cost one look. Shared ends of several ways
  // are counted once, which sums along edges cannot do.

  private static final int WORDS = 64;
  private static final int BLOCK = WORDS * Long.SIZE;

  private Reach() {}

  /**
   * For each component of a graph the sums of weights over all components that reach it, itself
   * included.
   *
   * @param dag edges from higher numbers to lower ones
   * @param weights rows of one weight per component; components of weight 0 in all rows are skipped
   */
  public static double[][] upstream(Csr dag, double[]... weights) {
    int n = dag.nodes();
    double[][] sums = new double[weights.length][n];
    int[] sources = heavy(n, weights);
    long[] bits = new long[n * WORDS];
    for (int from = 0; from < sources.length; from += BLOCK) {
      int size = Math.min(BLOCK, sources.length - from);
      Arrays.fill(bits, 0);
      for (int i = 0; i < size; i++) {
        set(bits, sources[from + i], i);
      }
      for (int c = n - 1; c >= 0; c--) {
        for (int slot = dag.first(c); slot < dag.end(c); slot++) {
          or(bits, dag.target(slot), c);
        }
      }
      for (int row = 0; row < weights.length; row++) {
        Table table = new Table(weights[row], sources, from, size);
        for (int c = 0; c < n; c++) {
          sums[row][c] += table.sum(bits, c);
        }
      }
    }
    return sums;
  }

  private static int[] heavy(int n, double[][] weights) {
    int[] sources = new int[n];
    int count = 0;
    for (int c = n - 1; c >= 0; c--) {
      for (double[] row : weights) {
        if (row[c] != 0) {
          sources[count++] = c;
          break;
        }
      }
    }
    return Arrays.copyOf(sources, count);
  }

  /**
   * For each component of a graph the sums of weights over all components that it reaches, without
   * itself.
   *
   * @param dag edges from higher numbers to lower ones
   */
  public static double[][] downstream(Csr dag, double[]... weights) {
    double[] nothing = new double[dag.nodes()];
    Arrays.fill(nothing, Double.NaN);
    return losses(dag, nothing, weights).sums();
  }

  /**
   * What each component loses itself, when it has promised to lose at most so much with all that it
   * reaches: losses add up, a shared one counts once.
   *
   * @param own what a component itself may lose at most
   * @param below what all that it reaches loses, without itself
   * @param sums of the weights that were given, as in {@link #downstream}
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Losses(double[] own, double[] below, double[][] sums) {}

  /**
   * Divides promises into what is a component's own and what its needs take.
   *
   * @param promised the loss that each component has promised; NaN: nothing, and it counts as 0
   */
  public static Losses losses(Csr dag, double[] promised, double[]... weights) {
    int n = dag.nodes();
    double[][] sums = new double[weights.length][n];
    double[] own = new double[n];
    double[] below = new double[n];
    int[] numbers = new int[n];
    Arrays.setAll(numbers, c -> c);
    boolean anyPromise = Arrays.stream(promised).anyMatch(loss -> !Double.isNaN(loss));
    long[] bits = new long[n * WORDS];
    for (int from = 0; from < n; from += BLOCK) {
      int length = Math.min(BLOCK, n - from);
      Arrays.fill(bits, from * WORDS, bits.length, 0);
      // Lower numbers are complete, so within a block each loss is known before it is asked for.
      for (int c = from; c < from + length; c++) {
        orTargets(bits, dag, c, from);
        below[c] += sumOfSet(bits, c, own, from);
        for (int row = 0; row < weights.length; row++) {
          sums[row][c] += sumOfSet(bits, c, weights[row], from);
        }
        own[c] = Double.isNaN(promised[c]) ? 0 : Math.max(0, promised[c] - below[c]);
        set(bits, c, c - from);
      }
      for (int c = from + length; c < n; c++) {
        orTargets(bits, dag, c, from);
      }
      if (anyPromise) {
        add(bits, new Table(own, numbers, from, length), from + length, below);
      }
      for (int row = 0; row < weights.length; row++) {
        add(bits, new Table(weights[row], numbers, from, length), from + length, sums[row]);
      }
    }
    return new Losses(own, below, sums);
  }

  private static void orTargets(long[] bits, Csr dag, int c, int from) {
    for (int slot = dag.first(c); slot < dag.end(c); slot++) {
      if (dag.target(slot) >= from) {
        or(bits, c, dag.target(slot));
      }
    }
  }

  private static void add(long[] bits, Table table, int first, double[] sums) {
    for (int c = first; c < sums.length; c++) {
      sums[c] += table.sum(bits, c);
    }
  }

  private static double sumOfSet(long[] bits, int row, double[] values, int from) {
    double sum = 0;
    for (int i = 0; i < WORDS; i++) {
      for (long word = bits[row * WORDS + i]; word != 0; word &= word - 1) {
        sum += values[from + i * Long.SIZE + Long.numberOfTrailingZeros(word)];
      }
    }
    return sum;
  }

  private static void set(long[] bits, int row, int bit) {
    bits[row * WORDS + bit / Long.SIZE] |= 1L << bit;
  }

  private static void or(long[] bits, int row, int other) {
    int to = row * WORDS;
    int from = other * WORDS;
    for (int i = 0; i < WORDS; i++) {
      bits[to + i] |= bits[from + i];
    }
  }

  /** The sums of every combination of eight neighbouring weights. */
  private static final class Table {

    private static final int VALUES = 256;

    private final double[] sums = new double[BLOCK / Byte.SIZE * VALUES];
    private final double[] words = new double[WORDS];

    Table(double[] weights, int[] sources, int from, int size) {
      for (int b = 0; b < BLOCK / Byte.SIZE; b++) {
        for (int value = 1; value < VALUES; value++) {
          int bit = Integer.numberOfTrailingZeros(value);
          int i = b * Byte.SIZE + bit;
          sums[b * VALUES + value] =
              sums[b * VALUES + (value & (value - 1))]
                  + (i < size ? weights[sources[from + i]] : 0);
        }
        words[b / Long.BYTES] += sums[b * VALUES + VALUES - 1];
      }
    }

    double sum(long[] bits, int row) {
      double sum = 0;
      for (int i = 0; i < WORDS; i++) {
        long word = bits[row * WORDS + i];
        if (word == -1) {
          sum += words[i];
        } else if (word != 0) {
          for (int b = i * Long.BYTES; word != 0; b++, word >>>= Byte.SIZE) {
            sum += sums[b * VALUES + (int) (word & (VALUES - 1))];
          }
        }
      }
      return sum;
    }
  }
}
