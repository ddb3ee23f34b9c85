// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** How much a remediation may do by itself; each rung includes those before it. */
public enum Autonomy {
  /** Writes down what it would have done. */
  OBSERVE,
  /** Shows the plan; a person runs it. */
  PROPOSE,
  /** Acts once a person has said yes. */
  APPROVE,
  /** Acts by itself, once it has proven itself. */
  AUTO
}
