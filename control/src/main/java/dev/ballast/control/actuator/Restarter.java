// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

/** What runs and can be started anew; blocks and throws as {@link Router} does. */
public interface Restarter {

  /** Where it is, for people: {@code Deployment shop/checkout}. */
  String place();

  /** What runs now. */
  Lives read();

  /**
   * Starts anew what was seen, and nothing that came after it: when something else runs by now,
   * nothing is begun and the answer is {@link ActuatorException.Kind#CONFLICT}. May come back
   * before the new ones run; {@link #read} says when they do.
   *
   * @param key the same for the same wish, for places that keep who wanted it
   */
  void restart(Lives seen, String key);
}
