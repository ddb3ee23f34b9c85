// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model.gate;

/** How much risk a release may take. */
public enum Risk {
  HIGH,
  MEDIUM,
  LOW,
  NONE
}
