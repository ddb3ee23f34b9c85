// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/** A declared call from one service to another. */
public record Dependency(ServiceName to, Strength strength) {

  /** Hard: the caller fails without it. Soft: the caller goes on with less. */
  public enum Strength {
    HARD,
    SOFT
  }
}
