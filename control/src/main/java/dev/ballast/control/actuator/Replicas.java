// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.actuator;

/**
 * How many instances there are.
 *
 * @param revision changes with the place
 * @param wanted the number asked for
 * @param present the number that the place counts, ready or not
 */
public record Replicas(String place, String revision, int wanted, int present) {

  public Replicas {
    if (wanted < 0 || present < 0) {
      throw new IllegalArgumentException(
          "replicas: " + wanted + ", " + present + " (expected: at least 0)");
    }
  }
}
