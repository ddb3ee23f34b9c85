// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.maturity;

/** Of whom something is checked. */
public enum Scope {
  /** Each service; the organisation by how many of them hold. */
  SERVICE,
  /** Only all together. */
  ORGANISATION,
  /** Each service by what is known of it, and the organisation by all that happened. */
  BOTH
}
