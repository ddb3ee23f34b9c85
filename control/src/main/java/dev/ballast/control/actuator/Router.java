// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

/**
 * One place where traffic is divided between backends. Every method blocks until it is known what
 * is in force, and throws {@link ActuatorException} when that is not what was asked for.
 */
public interface Router {

  /** Where it is, for people: {@code HTTPRoute shop/checkout}. */
  String place();

  /** What is in force now. */
  Routing read();

  /** What {@link #set} would do; checks everything that can be known before, and writes nothing. */
  RouteChange plan(Weights changes);

  /**
   * Sets weights, all at once, and reads them back. Backends that are not named keep theirs.
   *
   * @param seen what the decision was made upon: when the weights are others by now, nothing is
   *     written and the answer is {@link ActuatorException.Kind#CONFLICT}. A change of anything
   *     else meanwhile is kept and does not stand in the way.
   */
  Routing set(Weights changes, Hold hold, Routing seen);

  /**
   * Ends a lease at once: the weights below it hold again.
   *
   * @param seen as in {@link #set}
   */
  Routing release(Routing seen);
}
