// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.forecast;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What a picture of a forecast shows.
 *
 * @param title of the page: Forecast, or what is to be done
 * @param heading what was read, in one line
 * @param sentences under the picture
 * @param history oldest first, NaN where there is none
 * @param mean of the steps ahead
 * @param band80 lower and upper ends
 * @param band95 the same
 * @param labels of the columns, from the first of the history on
 * @param limit NaN when there is none
 * @param marks times ahead that a limit is reached
 */
@SuppressWarnings("ArrayRecordComponent")
record Drawing(
    String title,
    String heading,
    List<String> sentences,
    double[] history,
    double[] mean,
    double[][] band80,
    double[][] band95,
    IntFunction<String> labels,
    double limit,
    List<Mark> marks) {

  /**
   * A date.
   *
   * @param share how likely the limit is reached by then
   * @param column counted from the first of the history, with fractions
   */
  record Mark(String share, double column, String time) {}

  Drawing {
    sentences = List.copyOf(sentences);
    marks = List.copyOf(marks);
  }

  int horizon() {
    return mean.length;
  }

  int columns() {
    return history.length + mean.length;
  }
}
