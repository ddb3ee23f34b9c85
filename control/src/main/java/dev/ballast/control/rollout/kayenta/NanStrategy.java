// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.rollout.kayenta;

/** What a missing value means. */
public enum NanStrategy {
  REMOVE,
  /** It is 0, and no data at all is good. */
  REPLACE
}
