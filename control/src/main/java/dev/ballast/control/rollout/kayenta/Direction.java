// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

/** Which way a metric may not move. */
public enum Direction {
  INCREASE,
  DECREASE,
  EITHER
}
