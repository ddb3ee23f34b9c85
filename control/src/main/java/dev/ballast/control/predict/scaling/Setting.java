// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.predict.scaling;

import java.time.Duration;

/**
 * The service that is scaled in the model, and its autoscaler.
 *
 * @param capacity requests a second at which a replica is saturated
 * @param target requests a second for which the autoscaler wants one replica
 * @param startUp from the decision until a replica serves
 * @param least replicas at any time
 * @param most replicas at any time
 */
public record Setting(double capacity, double target, Duration startUp, int least, int most) {

  /**
   * How often the autoscaler looks, and the length of everything else in steps: Kubernetes' 15 s.
   */
  static final Duration TICK = Duration.ofSeconds(15);

  static final int TICKS_A_MINUTE = 4;

  /** 70 % of what saturates, three minutes to start. */
  public static final Setting DEFAULT = new Setting(100, 70, Duration.ofMinutes(3), 2, 500);

  public Setting {
    if (!(target > 0 && target <= capacity)) {
      throw new IllegalArgumentException(
          "target: " + target + " (expected: above 0, at most capacity " + capacity + ")");
    }
    if (least < 1 || most < least) {
      throw new IllegalArgumentException(
          "least, most: " + least + ", " + most + " (expected: 1 <= least <= most)");
    }
    if (startUp.isNegative()) {
      throw new IllegalArgumentException("startUp: " + startUp + " (expected: >= 0)");
    }
  }

  public Setting withStartUp(Duration value) {
    return new Setting(capacity, target, value, least, most);
  }

  Setting withTarget(double value) {
    return new Setting(capacity, value, startUp, least, most);
  }

  int startUpTicks() {
    return (int) Math.ceilDiv(startUp.toMillis(), TICK.toMillis());
  }
}
