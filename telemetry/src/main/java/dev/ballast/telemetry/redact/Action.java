// SPDX-License-Identifier: Apache-2.0
package dev.ballast.telemetry.redact;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What becomes of a value. */
public enum Action {
  /** As it is. */
  KEEP,
  /** Its kind is left, and of an address the network. */
  MASK,
  /** A pseudonym: equal values stay equal, and nobody without the key can tell whose they are. */
  HASH,
  /** Nothing is left. */
  DROP;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Action> of(String word) {
    return Arrays.stream(values()).filter(action -> action.word().equals(word)).findFirst();
  }
}
