// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

/** The exit codes that scripts rely on. */
final class Exit {

  static final int OK = 0;

  /** Done, and the answer is bad. */
  static final int BAD = 1;

  /** Usage or invalid input. */
  static final int USAGE = 2;

  /** Could not reach what is needed: server, backend, a port. */
  static final int UNREACHABLE = 3;

  static final int GATE_SLOWER = 10;
  static final int GATE_DENIED = 20;
  static final int GATE_NO_DATA = 30;

  /** A bug of ours, as sysexits.h numbers it. */
  static final int INTERNAL = 70;

  static final int INTERRUPTED = 130;

  private Exit() {}
}
