// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout;

/** What a check asks, in the order in which it asks. */
public enum Gate {
  CONFIRM_ROLLOUT,
  ROLLBACK,
  PRE_ROLLOUT,
  ROLLOUT,
  METRIC,
  JUDGE,
  CONFIRM_TRAFFIC_INCREASE,
  CONFIRM_PROMOTION,
  POST_ROLLOUT
}
