// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.series;

import java.util.Locale;

/** Numbers as files have them. */
public final class Values {

  private Values() {}

  /**
   * The number; NaN for a missing one or an infinity, which no measurement is.
   *
   * @throws NumberFormatException when the text is neither
   */
  public static double number(String text) {
    if (text.isEmpty()) {
      return Double.NaN;
    }
    char last = text.charAt(text.length() - 1);
    if ((last >= '0' && last <= '9') || last == '.') {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : Double.NaN;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan",
          "na",
          "n/a",
          "null",
          "none",
          "-",
          "?",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity" ->
          Double.NaN;
      default -> throw new NumberFormatException(text);
    };
  }

  /** Whether a text that counts as missing says a number, if one beyond all others. */
  static boolean infinite(String text) {
    return !text.isEmpty()
        && (Character.isDigit(text.charAt(text.length() - 1))
            || text.toLowerCase(Locale.ROOT).contains("inf"));
  }

  /** Whether the text is a number or one of the words for a missing one. */
  static boolean isOne(String text) {
    try {
      number(text);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
