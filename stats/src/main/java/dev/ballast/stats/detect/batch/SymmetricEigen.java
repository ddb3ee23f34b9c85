// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.batch;

/**
 * Eigenvalues and vectors of a symmetric matrix by Jacobi's rotations, falling by value.
 *
 * <p>Golub and Van Loan, Matrix Computations, 8.5. Accurate to the last digits also for small
 * eigenvalues; O(n³) for each of about eight sweeps, so meant for n up to a few hundred.
 */
@SuppressWarnings("ArrayRecordComponent")
record SymmetricEigen(double[] values, double[][] vectors) {

  private static final int SWEEPS = 40;

  /** Of a matrix that is overwritten; {@code vectors[k]} belongs to {@code values[k]}. */
  static SymmetricEigen of(double[][] a) {
    int n = a.length;
    double[][] vectors = new double[n][n];
    for (int i = 0; i < n; i++) {
      vectors[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > 0; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, vectors, p, q);
        }
      }
    }
    return sorted(a, vectors);
  }

  /** Sum of squares, 0 when it is negligible beside the diagonal. */
  private static double offDiagonal(double[][] a) {
    double off = 0;
    double on = 0;
    for (int i = 0; i < a.length; i++) {
      on += a[i][i] * a[i][i];
      for (int j = i + 1; j < a.length; j++) {
        off += a[i][j] * a[i][j];
      }
    }
    return off <= 1e-30 * on ? 0 : off;
  }

  private static void rotate(double[][] a, double[][] vectors, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double c = 1 / Math.hypot(t, 1);
    double s = t * c;
    for (int k = 0; k < a.length; k++) {
      double kp = a[k][p];
      double kq = a[k][q];
      a[k][p] = c * kp - s * kq;
      a[k][q] = s * kp + c * kq;
    }
    turn(a[p], a[q], c, s);
    turn(vectors[p], vectors[q], c, s);
  }

  private static void turn(double[] p, double[] q, double c, double s) {
    for (int k = 0; k < p.length; k++) {
      double first = p[k];
      p[k] = c * first - s * q[k];
      q[k] = s * first + c * q[k];
    }
  }

  private static SymmetricEigen sorted(double[][] a, double[][] vectors) {
    int n = a.length;
    Integer[] order = new Integer[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    java.util.Arrays.sort(order, (x, y) -> Double.compare(a[y][y], a[x][x]));
    double[] values = new double[n];
    double[][] rows = new double[n][];
    for (int i = 0; i < n; i++) {
      values[i] = a[order[i]][order[i]];
      rows[i] = vectors[order[i]];
    }
    return new SymmetricEigen(values, rows);
  }
}
