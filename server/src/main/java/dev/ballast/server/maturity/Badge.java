// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.maturity;

import dev.ballast.control.maturity.Card;
import dev.ballast.model.maturity.CheckState;
import java.util.Locale;

/** A level as a small picture for a README, drawn here: nothing is fetched from anywhere. */
final class Badge {

  private static final double LETTER = 6.6;
  private static final int MARGIN = 12;

  private static final String SVG =
      """
      <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="20" role="img" aria-label="%2$s: %3$s">\
      <title>%2$s: %3$s</title>\
      <rect width="%1$d" height="20" rx="3" fill="#3b4252"/>\
      <rect x="%4$d" width="%5$d" height="20" rx="3" fill="%6$s"/>\
      <rect x="%4$d" width="4" height="20" fill="%6$s"/>\
      <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">\
      <text x="6" y="14" textLength="%7$d">%2$s</text>\
      <text x="%8$d" y="14" textLength="%9$d">%3$s</text></g></svg>
      """;

  private Badge() {}

  static String svg(Card card) {
    String left = "maturity";
    String right =
        "level %d of 4, %d proved".formatted(card.number(), card.count(CheckState.PROVED));
    int leftWidth = width(left);
    int rightWidth = width(right);
    return SVG.formatted(
        leftWidth + rightWidth,
        left,
        right,
        leftWidth,
        rightWidth,
        colour(card.number()),
        leftWidth - MARGIN,
        leftWidth + MARGIN / 2,
        rightWidth - MARGIN);
  }

  private static int width(String text) {
    return (int) Math.round(text.toLowerCase(Locale.ROOT).length() * LETTER) + MARGIN;
  }

  /** White letters are read on each of them: a contrast of 4.5 and more. */
  private static String colour(int level) {
    return switch (level) {
      case 0 -> "#5b6270";
      case 1 -> "#8a5a00";
      case 2 -> "#1f66b0";
      case 3 -> "#0b7285";
      default -> "#2b7a3d";
    };
  }
}
