// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.diagnosis.change;

import dev.ballast.control.diagnosis.scene.Course;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a series left its past for good.
 *
 * <p>Note. The past is the first eighth of the series, as a level or, where it is straight, a line
 * (a counter, a certificate that runs out). The turn is the first of three samples in a row that
 * are off by six times the scale or more, then followed back to where the way out began, and along
 * its slope, so that a slow leak is dated by its beginning. O(samples).
 *
 * @param at when it was first seen, in seconds since the epoch: whatever came later is no cause
 * @param began when the way out may have begun; before {@code at} where it goes slowly
 */
record Turn(Course course, double at, double began, double before, double after) {

  private static final int FEWEST = 8;
  private static final int PAST = 8;
  private static final int IN_A_ROW = 3;
  private static final int ALONG = 10;
  private static final double JUMP = 0.5;
  private static final double FAR = 6;
  private static final double BACK = 1.5;
  private static final double FLOOR = 0.02;
  private static final double TINY = 1e-9;
  private static final double STRAIGHT = 0.9;
  private static final double MAD_TO_SIGMA = 1.4826;

  static @Nullable Turn of(Course course) {
    double[] values = course.values();
    int n = values.length;
    int past = Math.max(FEWEST, n / PAST);
    if (n < past + IN_A_ROW) {
      return null;
    }
    double[] line = line(values, past);
    double[] off = new double[n];
    Arrays.setAll(off, i -> values[i] - line[0] - line[1] * i);
    double middle = median(Arrays.copyOf(off, past));
    double scale =
        Math.max(
            Math.max(
                spread(off, past, middle), FLOOR * Math.abs(median(Arrays.copyOf(values, past)))),
            TINY);
    int run = 0;
    for (int i = past; i < n; i++) {
      double z = (off[i] - middle) / scale;
      double last = i > 0 ? (off[i - 1] - middle) / scale : 0;
      run = Math.abs(z) < FAR ? 0 : run > 0 && z * last < 0 ? 1 : run + 1;
      if (run == IN_A_ROW || (run > 0 && i == n - 1)) {
        int first = i - run + 1;
        double sign = Math.signum(off[first] - middle);
        while (first > 1 && sign * (off[first - 1] - middle) / scale > BACK) {
          first--;
        }
        double at = course.seconds()[first];
        double began = Math.min(at, began(course, off, middle, first));
        return new Turn(
            course, at, Math.max(course.seconds()[past - 1], began), values[first - 1], values[i]);
      }
    }
    return null;
  }

  /** Where the way out, taken for a straight line, left the level of the past. */
  private static double began(Course course, double[] off, double middle, int first) {
    int last = Math.min(off.length - 1, first + ALONG);
    double rise = off[last] - off[first];
    double away = off[first] - middle;
    double seconds = course.seconds()[last] - course.seconds()[first];
    double jump = Math.abs(off[first] - off[first - 1]);
    boolean goesOn = rise * away > 0 && jump < JUMP * Math.abs(away);
    double back = goesOn ? away / rise * seconds : 0;
    return course.seconds()[first] - Math.min(back, seconds);
  }

  /** Offset and slope of the past; no slope unless the past is nearly nothing but slope. */
  private static double[] line(double[] values, int past) {
    double meanX = (past - 1) / 2.0;
    double meanY = Arrays.stream(values, 0, past).average().orElse(0);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < past; i++) {
      xy += (i - meanX) * (values[i] - meanY);
      xx += (i - meanX) * (i - meanX);
      yy += (values[i] - meanY) * (values[i] - meanY);
    }
    boolean straight = yy > TINY && xy * xy / (xx * yy) > STRAIGHT;
    return straight ? new double[] {meanY - xy / xx * meanX, xy / xx} : new double[] {0, 0};
  }

  private static double spread(double[] off, int past, double middle) {
    double[] away = new double[past];
    Arrays.setAll(away, i -> Math.abs(off[i] - middle));
    return MAD_TO_SIGMA * median(away);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
