// SPDX-License-Identifier: Apache-2.0
package dev.ballast.testkit;

/**
 * How often a test repeats what it draws: a few times in {@code mvn verify}, as often as promised
 * in {@code mvn -Pthorough verify}, which {@code .ci/run} calls.
 */
public final class Effort {

  private static final boolean THOROUGH = Boolean.getBoolean("ballast.thorough");

  private Effort() {}

  public static int runs(int few, int promised) {
    return THOROUGH ? promised : few;
  }
}
