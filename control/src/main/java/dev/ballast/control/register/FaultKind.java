// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.register;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways of failing that the register has columns for. */
public enum FaultKind {
  REGION_ISOLATION("RegionIsolation"),
  LATENCY("Latency"),
  ERRORS("Errors"),
  DROP("Drop"),
  RESET("Reset");

  static final List<FaultKind> OF_CALLS = List.of(LATENCY, ERRORS, DROP, RESET);

  private final String word;

  FaultKind(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** By any spelling of its word. */
  static Optional<FaultKind> of(String text) {
    String plain = plain(text);
    return List.of(values()).stream().filter(kind -> plain(kind.word).equals(plain)).findFirst();
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
  }
}
