// SPDX-License-Identifier: Apache-2.0
package dev.ballast.server.auth;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do; each role may do all that those before it may. */
public enum Role {
  /** Reads everything. */
  VIEWER,
  /** Also sends telemetry, asks gates for decisions that count, and acts. */
  OPERATOR,
  /** Also manages tokens. */
  ADMIN;

  public boolean allows(Role needed) {
    return compareTo(needed) >= 0;
  }

  /** From what people type: {@code viewer}, {@code operator}, {@code admin}. */
  public static Optional<Role> of(String text) {
    return Stream.of(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
