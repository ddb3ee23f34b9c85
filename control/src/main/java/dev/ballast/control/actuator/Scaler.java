// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

/** One set of equal instances; blocks and throws as {@link Router} does. */
public interface Scaler {

  /** Where it is, for people: {@code Deployment shop/checkout}. */
  String place();

  /** What is asked for and what runs. */
  Replicas read();

  /** What {@link #set} would do; writes nothing. */
  ScaleChange plan(int wanted);

  /**
   * Asks for a number of instances; does not wait until they run.
   *
   * @param seen what the decision was made upon: when another number is asked for by now, nothing
   *     is written and the answer is {@link ActuatorException.Kind#CONFLICT}
   */
  Replicas set(int wanted, Replicas seen);
}
