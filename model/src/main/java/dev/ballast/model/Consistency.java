// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** What an operation or a store keeps when regions cannot reach each other. */
public enum Consistency {
  /** One region decides, others refuse or wait: CP. */
  STRONG,
  /** A client reads what it wrote itself; others may read older. */
  SESSION,
  /** Every region answers; writes meet later and are merged: AP. */
  EVENTUAL;

  /** Whether a region that cannot reach the others must not answer. */
  public boolean isCp() {
    return this == STRONG;
  }
}
