// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

/** Colour for meaning, never alone: a shape and a word always say the same. */
public enum Style {
  PLAIN(false),
  COLOURED(true);

  private static final String RESET = "\u001b[0m";

  private final boolean coloured;

  Style(boolean coloured) {
    this.coloured = coloured;
  }

  public boolean coloured() {
    return coloured;
  }

  public String bold(String text) {
    return dress("\u001b[1m", text);
  }

  public String dim(String text) {
    return dress("\u001b[2m", text);
  }

  /** The text in the colour of a health. */
  public String health(String health, String text) {
    return switch (health) {
      case "HEALTHY" -> dress("\u001b[32m", text);
      case "DEGRADED" -> dress("\u001b[33m", text);
      case "UNHEALTHY" -> dress("\u001b[31m", text);
      default -> dim(text);
    };
  }

  /** Circle healthy, diamond degraded, square unhealthy, ring unknown. */
  public static String shape(String health) {
    return switch (health) {
      case "HEALTHY" -> "●";
      case "DEGRADED" -> "◆";
      case "UNHEALTHY" -> "■";
      default -> "○";
    };
  }

  private String dress(String code, String text) {
    return coloured ? code + text + RESET : text;
  }
}
