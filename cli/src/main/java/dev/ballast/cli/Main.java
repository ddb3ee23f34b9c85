// SPDX-License-Identifier: Apache-2.0
package dev.ballast.cli;

/** The program {@code ballast}. */
public final class Main {

  private Main() {}

  public static void main(String[] args) {
    System.exit(Ballast.run(Terminal.ofProcess(), Installation.ofProcess(), args));
  }
}
