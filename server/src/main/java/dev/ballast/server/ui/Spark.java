// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

import dev.ballast.server.board.Trend;
import java.util.Locale;

/** A small line without axes, 110 by 24; gaps stay gaps. */
public record Spark(Tone tone, String path, String label) {

  private static final double WIDTH = 110;
  private static final double TOP = 2;
  private static final double BOTTOM = 22;

  /** Error shares on a scale that shows at least 10 %, so that noise looks like noise. */
  static Spark ofErrors(Trend trend, Tone tone, String window) {
    String label =
        trend.isEmpty()
            ? "no data in " + window
            : "errors over %s: at most %s, now %s"
                .formatted(window, Sight.percent(trend.max()), Sight.percent(trend.last()));
    return new Spark(tone, path(trend.values(), Math.max(0.1, trend.max())), label);
  }

  private static String path(double[] values, double top) {
    StringBuilder path = new StringBuilder();
    boolean open = false;
    for (int i = 0; i < values.length; i++) {
      if (Double.isNaN(values[i])) {
        open = false;
        continue;
      }
      double x = values.length == 1 ? 0 : i * WIDTH / (values.length - 1);
      double y = BOTTOM - (BOTTOM - TOP) * Math.min(1, values[i] / top);
      path.append(String.format(Locale.ROOT, "%c%.1f %.1f", open ? 'L' : 'M', x, y));
      open = true;
    }
    return path.toString();
  }
}
