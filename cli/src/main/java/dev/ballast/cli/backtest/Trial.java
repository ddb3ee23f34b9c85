// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.backtest;

import dev.ballast.stats.Gaps;
import dev.ballast.stats.score.Accuracy;
import java.util.Arrays;

/** A series up to a moment, and what came after it. */
final class Trial {

  private final String id;
  private final double[] history;
  private final double[] future;
  private final double reference;
  private final double scale;

  /** Gaps of the future are on the line between their neighbours: a limit is passed there too. */
  Trial(String id, double[] history, double[] future, int season) {
    this.id = id;
    this.history = history;
    this.future = Gaps.filled(future);
    double[] filled = Gaps.filled(history);
    int recent = Math.max(season, Math.min(future.length, filled.length));
    this.reference =
        Arrays.stream(filled, Math.max(0, filled.length - recent), filled.length).max().orElse(0);
    double usual = Accuracy.scale(filled, season);
    this.scale = usual > 0 ? usual : 1;
  }

  /** Which half of the series it belongs to: the last bit of a hash of its id. */
  boolean half() {
    return ((id.hashCode() * 0x9E3779B9) >>> 31) == 1;
  }

  double[] history() {
    return history;
  }

  double[] future() {
    return future;
  }

  double now() {
    return Gaps.filled(history)[history.length - 1];
  }

  double peak() {
    return Arrays.stream(future).max().orElse(0);
  }

  /** How far the future peak is above the peak of the last horizon, in usual seasonal changes. */
  double rise() {
    return (peak() - reference) / scale;
  }

  /** The limit that is this far above the peak of the last horizon. */
  double limit(double rise) {
    return reference + rise * scale;
  }
}
