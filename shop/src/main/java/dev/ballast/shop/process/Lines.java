// SPDX-License-Identifier: Apache-2.0
package dev.ballast.shop.process;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A process's standard streams as lines: output for programs, errors for people. */
public final class Lines {

  private static final PrintStream OUT = stream(FileDescriptor.out);
  private static final PrintStream ERR = stream(FileDescriptor.err);

  private Lines() {}

  /** A line for whoever started this process. */
  public static void out(String line) {
    OUT.println(line);
  }

  /** A line for whoever watches. */
  public static void err(String line) {
    ERR.println(line);
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
