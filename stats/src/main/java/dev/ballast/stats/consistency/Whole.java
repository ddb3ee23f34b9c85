// SPDX-License-Identifier: Apache-2.0
package dev.ballast.stats.consistency;

/** Whole numbers in JSON. */
final class Whole {

  private Whole() {}

  static boolean is(String json) {
    try {
      return of(json) != Long.MIN_VALUE;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  static long of(String json) {
    return Long.parseLong(json);
  }
}
