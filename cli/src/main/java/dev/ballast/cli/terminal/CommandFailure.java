// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli.terminal;

/** Ends a command with an exit code and a text for people that says what, where and how to fix. */
public final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  public CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public static CommandFailure usage(String message) {
    return new CommandFailure(Exit.USAGE, message);
  }

  public static CommandFailure unreachable(String message) {
    return new CommandFailure(Exit.UNREACHABLE, message);
  }

  public int exitCode() {
    return exitCode;
  }
}
