// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

import dev.ballast.cli.terminal.Installation;
import dev.ballast.cli.terminal.Terminal;

/** The program {@code ballast}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(Ballast.run(Terminal.ofProcess(), Installation.ofProcess(), args));
  }
}
