// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When the rollbacks are played. */
public enum RollbackStrategy {
  /** Whenever the method has begun, however it ended. */
  DEFAULT,
  /** Even when the method never began. */
  ALWAYS,
  NEVER,
  /** Only when the steady state was lost. */
  DEVIATED;

  /** As files name it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<RollbackStrategy> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(RollbackStrategy::word).toList();
  }
}
