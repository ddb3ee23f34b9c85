// SPDX-License-Identifier: Apache-2.0
package dev.ballast.control.healing.trial;

/** The process is gone. */
final class Crash extends RuntimeException {
  private static final long serialVersionUID = 1;

  Crash(int call) {
    super("at call " + call);
  }
}
