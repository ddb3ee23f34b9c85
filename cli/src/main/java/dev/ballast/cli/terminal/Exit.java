// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

/** The exit codes that scripts rely on. */
public final class Exit {

  public static final int OK = 0;

  /** Done, and the answer is bad. */
  public static final int BAD = 1;

  /** Usage or invalid input. */
  public static final int USAGE = 2;

  /** Could not reach what is needed: server, backend, a port. */
  public static final int UNREACHABLE = 3;

  public static final int GATE_SLOWER = 10;
  public static final int GATE_DENIED = 20;

  /** No data, so no answer. */
  public static final int NO_DATA = 30;

  /** A bug of ours, as sysexits.h numbers it. */
  public static final int INTERNAL = 70;

  public static final int INTERRUPTED = 130;

  private Exit() {}
}
