// SPDX-License-Identifier: Apache-2.0
package dev.ballast.bench.diagnosis;

import dev.ballast.control.diagnosis.Weights;
import java.util.List;

/** How often the truth was first, and the mean of being among the first one to five. */
record Score(double first, double average) {

  /** What is climbed: both count the same. */
  double both() {
    return (first + average) / 2;
  }

  /** Each system counts the same, however many cases it has. */
  static Score mean(List<Cases> systems, Weights weights) {
    double first = 0;
    double average = 0;
    for (Cases one : systems) {
      Score score = one.score(weights);
      first += score.first() / systems.size();
      average += score.average() / systems.size();
    }
    return new Score(first, average);
  }
}
