// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.detect.batch;

/**
 * The discrete Fourier transform of any length in O(n log n): radix 2, and Bluestein's convolution
 * for lengths that are no power of two (Bluestein, 1970).
 */
final class Fourier {

  private Fourier() {}

  /** In place, X_k = sum of x_j exp(-2 pi i j k / n), unscaled. */
  static void transform(double[] re, double[] im) {
    int n = re.length;
    if (n > 1) {
      if ((n & (n - 1)) == 0) {
        radix2(re, im);
      } else {
        bluestein(re, im);
      }
    }
  }

  /** In place, scaled by 1 / n: undoes {@link #transform}. */
  static void inverse(double[] re, double[] im) {
    transform(im, re);
    for (int i = 0; i < re.length; i++) {
      re[i] /= re.length;
      im[i] /= im.length;
    }
  }

  private static void radix2(double[] re, double[] im) {
    int n = re.length;
    int shift = 32 - Integer.numberOfTrailingZeros(n);
    for (int i = 0; i < n; i++) {
      int j = Integer.reverse(i) >>> shift;
      if (j > i) {
        swap(re, i, j);
        swap(im, i, j);
      }
    }
    for (int half = 1; half < n; half *= 2) {
      for (int k = 0; k < half; k++) {
        double c = Math.cos(Math.PI * k / half);
        double s = -Math.sin(Math.PI * k / half);
        for (int a = k; a < n; a += 2 * half) {
          int b = a + half;
          double r = re[b] * c - im[b] * s;
          double i = re[b] * s + im[b] * c;
          re[b] = re[a] - r;
          im[b] = im[a] - i;
          re[a] += r;
          im[a] += i;
        }
      }
    }
  }

  private static void bluestein(double[] re, double[] im) {
    int n = re.length;
    int m = Integer.highestOneBit(2 * n - 1) * 2;
    double[] aRe = new double[m];
    double[] aIm = new double[m];
    double[] bRe = new double[m];
    double[] bIm = new double[m];
    for (int i = 0; i < n; i++) {
      double angle = Math.PI * ((long) i * i % (2L * n)) / n;
      double c = Math.cos(angle);
      double s = Math.sin(angle);
      aRe[i] = re[i] * c + im[i] * s;
      aIm[i] = im[i] * c - re[i] * s;
      bRe[i] = c;
      bIm[i] = s;
      if (i > 0) {
        bRe[m - i] = c;
        bIm[m - i] = s;
      }
    }
    radix2(aRe, aIm);
    radix2(bRe, bIm);
    for (int i = 0; i < m; i++) {
      double r = aRe[i] * bRe[i] - aIm[i] * bIm[i];
      aIm[i] = aRe[i] * bIm[i] + aIm[i] * bRe[i];
      aRe[i] = r;
    }
    inverse(aRe, aIm);
    for (int i = 0; i < n; i++) {
      double angle = Math.PI * ((long) i * i % (2L * n)) / n;
      double c = Math.cos(angle);
      double s = Math.sin(angle);
      re[i] = aRe[i] * c + aIm[i] * s;
      im[i] = aIm[i] * c - aRe[i] * s;
    }
  }

  private static void swap(double[] values, int i, int j) {
    double moved = values[i];
    values[i] = values[j];
    values[j] = moved;
  }
}
