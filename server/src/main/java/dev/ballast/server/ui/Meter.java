// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.ui;

/** A budget as a bar: its tone, how full it is (0..100), and the words beside it. */
public record Meter(Tone tone, String width, String text) {

  static Meter ofBudget(double remaining) {
    if (Double.isNaN(remaining) || Double.isInfinite(remaining)) {
      return new Meter(Tone.UNKNOWN, "0", "no data");
    }
    double full = Math.max(0, Math.min(1, remaining)) * 100;
    // Something that is left must be seen.
    double shown = remaining > 0 ? Math.max(2, full) : 0;
    return new Meter(
        Tone.ofBudget(remaining),
        String.format(java.util.Locale.ROOT, "%.1f", shown),
        Sight.budget(remaining));
  }
}
