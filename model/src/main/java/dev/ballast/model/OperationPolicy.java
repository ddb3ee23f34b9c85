// SPDX-License-Identifier: Apache-2.0
package dev.ballast.model;

/**
 * What is promised of an operation of a service.
 *
 * @param operation such as {@code POST /charges}; empty: all that are not named
 */
public record OperationPolicy(
    ServiceName service, String operation, Consistency consistency, Merge merge) {

  public OperationPolicy {
    if (consistency.isCp() != (merge == Merge.NONE) && consistency != Consistency.SESSION) {
      throw new IllegalArgumentException(
          "merge: %s with consistency %s (expected: none with strong, one with eventual)"
              .formatted(merge, consistency));
    }
  }
}
