// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.sloth;

import java.time.Duration;
import java.util.List;

/**
 * The windows of burn alerts for budgets of one length, by the Google SRE workbook's method.
 *
 * @param period the length of the budget's window
 */
public record AlertWindows(Duration period, Pair page, Pair ticket) {

  /** Sloth's for 30 and for 28 days, which are the workbook's. */
  public static final List<AlertWindows> BUILT_IN = List.of(workbook(30), workbook(28));

  /** A fast burn and a slow burn. */
  public record Pair(Burn quick, Burn slow) {
    private Pair scaled(double scale) {
      return new Pair(quick.scaled(scale), slow.scaled(scale));
    }
  }

  /**
   * A burn that matters.
   *
   * @param percent how much of the budget is spent when it lasts for the long window
   */
  public record Burn(double percent, Duration shortWindow, Duration longWindow) {

    private Burn scaled(double scale) {
      return new Burn(percent * scale, shortWindow, longWindow);
    }

    /** How many times as fast as the budget allows. */
    public double factor(Duration period) {
      return percent / 100 * period.toMillis() / longWindow.toMillis();
    }
  }

  /** The workbook's windows for a budget of another length: its burn factors stay as they are. */
  public static AlertWindows likeWorkbook(Duration period) {
    var month = BUILT_IN.getFirst();
    double scale = (double) month.period().toMillis() / period.toMillis();
    return new AlertWindows(period, month.page().scaled(scale), month.ticket().scaled(scale));
  }

  private static AlertWindows workbook(int days) {
    return new AlertWindows(
        Duration.ofDays(days),
        new Pair(
            new Burn(2, Duration.ofMinutes(5), Duration.ofHours(1)),
            new Burn(5, Duration.ofMinutes(30), Duration.ofHours(6))),
        new Pair(
            new Burn(10, Duration.ofHours(2), Duration.ofDays(1)),
            new Burn(10, Duration.ofHours(6), Duration.ofDays(3))));
  }
}
