// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

import java.util.Locale;

/** What every picture needs: text that is safe in it, and places that are numbers. */
public final class Svg {

  private Svg() {}

  public static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  public static String coordinate(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /**
   * Where a value lies from {@code low} (0) to {@code high} (1); the middle when both are the same.
   * Halves, so that a range as wide as numbers go does not overflow.
   */
  public static double share(double value, double low, double high) {
    double share = high > low ? (value / 2 - low / 2) / (high / 2 - low / 2) : 0.5;
    return Double.isNaN(share) ? 0.5 : Math.clamp(share, 0, 1);
  }

  /** The value at a share of the way, without overflow. */
  public static double between(double low, double high, double share) {
    return low * (1 - share) + high * share;
  }
}
