// SPDX-License-Identifier: Apache-2.0
package dev.ballast.faults.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** Looks for the effect of a fault as the agent does it: again and again, for two seconds. */
public final class Effects {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private Effects() {}

  public static void await(FaultDriver driver, Order order) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Verdict verdict = driver.verify(order, List.of());
    while (!verdict.isYes()) {
      assertThat(System.nanoTime()).as(verdict.evidence()).isLessThan(end);
      verdict = driver.verify(order, List.of());
    }
  }
}
